namespace Stoa.Mcp.Governance.Resources;

/// <summary>The resource files are not usable: start-up stops, and the message lists everything that is wrong.</summary>
public sealed class ResourceLoadException : Exception
{
    /// <summary>With a default message.</summary>
    public ResourceLoadException()
        : base("The resource files are not usable.")
    {
    }

    /// <summary>With a message.</summary>
    public ResourceLoadException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public ResourceLoadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With everything that is wrong in <paramref name="folder"/>.</summary>
    public ResourceLoadException(string folder, IReadOnlyList<ResourceError> errors)
        : base(Describe(folder, errors)) => Errors = errors;

    /// <summary>Everything that is wrong, by file and line. <value>Empty where only a message was given.</value></summary>
    public IReadOnlyList<ResourceError> Errors { get; } = [];

    private static string Describe(string folder, IReadOnlyList<ResourceError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return $"The resource files in '{folder}' have {errors.Count} error(s):{Environment.NewLine}"
            + string.Join(Environment.NewLine, errors.Select(error => $"  {error}"));
    }
}
