namespace Stoa.Rego;

/// <summary>A policy that does not parse or compile, or an evaluation that failed. Nothing was decided.</summary>
public sealed class RegoException : Exception
{
    /// <summary>An exception with its errors, at least one.</summary>
    public RegoException(params IReadOnlyList<RegoError> errors)
        : this(errors, null)
    {
    }

    /// <summary>An exception with its errors, at least one, and a cause.</summary>
    public RegoException(IReadOnlyList<RegoError> errors, Exception? innerException)
        : base(string.Join(Environment.NewLine, errors), innerException) => Errors = errors;

    /// <summary>The errors in order of their place.</summary>
    public IReadOnlyList<RegoError> Errors { get; }
}
