namespace Stoa.Rego;

/// <summary>Input or data that is not well-formed JSON or YAML.</summary>
public sealed class RegoInputException : Exception
{
    /// <summary>An exception with a message.</summary>
    public RegoInputException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public RegoInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
