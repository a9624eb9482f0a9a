namespace Stoa.Rego.Syntax;

/// <summary>What is wrong in a metadata block, and on which of its lines, from 1; 0 where that is not known.</summary>
internal sealed class MetadataException(int line, string message) : Exception(message)
{
    public int Line => line;
}
