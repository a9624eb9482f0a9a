namespace Stoa.Rego;

/// <summary>A bundle, or a folder of policies, that cannot be taken as it is. Nothing of it was used.</summary>
public sealed class RegoBundleException : Exception
{
    /// <summary>An exception with the file at fault.</summary>
    public RegoBundleException(string file, string message)
        : this(file, message, null)
    {
    }

    /// <summary>An exception with the file at fault and a cause.</summary>
    public RegoBundleException(string file, string message, Exception? innerException)
        : base($"{file}: {message}", innerException)
    {
        File = file;
        Reason = message;
    }

    /// <summary>The file at fault: a path, or the name of the bundle itself.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
