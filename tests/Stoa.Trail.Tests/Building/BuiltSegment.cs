using System.Text;

namespace Stoa.Trail.Tests.Building;

/// <summary>A segment in the making.</summary>
internal sealed record BuiltSegment(string Name)
{
    public List<string> Lines { get; } = [];

    public byte[] Bytes => Encoding.ASCII.GetBytes(string.Concat(Lines.Select(line => line + "\n")));
}
