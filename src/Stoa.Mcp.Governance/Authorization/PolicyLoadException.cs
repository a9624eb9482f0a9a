namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The policy is not usable: start-up stops, and the message lists everything that is wrong.</summary>
public sealed class PolicyLoadException : Exception
{
    /// <summary>With a default message.</summary>
    public PolicyLoadException()
        : base("The policy is not usable.")
    {
    }

    /// <summary>With a message.</summary>
    public PolicyLoadException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public PolicyLoadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With everything that is wrong.</summary>
    public PolicyLoadException(IReadOnlyList<PolicyError> errors, Exception? innerException = null)
        : base(Describe(errors), innerException) => Errors = errors;

    /// <summary>Everything that is wrong. <value>Empty where only a message was given.</value></summary>
    public IReadOnlyList<PolicyError> Errors { get; } = [];

    private static string Describe(IReadOnlyList<PolicyError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return $"The policy has {errors.Count} error(s):{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(error => $"  {error}"))}";
    }
}
