namespace Stoa.Rego;

/// <summary>What policies may do, and how strictly they are read.</summary>
public sealed class RegoCompilerOptions
{
    /// <summary>Whether calls of <c>print</c> do something. Without, they are left out.</summary>
    /// <value><see langword="false"/>.</value>
    public bool EnablePrint { get; set; }

    /// <summary>Whether evaluations can report what they do. It costs a little on each statement.</summary>
    /// <value><see langword="false"/>.</value>
    public bool EnableTrace { get; set; }

    /// <summary>Functions of the host, by the names that policies call them by.</summary>
    /// <value>None.</value>
    public IDictionary<string, RegoFunction> Functions { get; } = new Dictionary<string, RegoFunction>(StringComparer.Ordinal);

    /// <summary>
    /// Builtins that reach beyond the process and are off otherwise: <c>http.send</c>, <c>net.lookup_ip_addr</c>, <c>opa.runtime</c>. A policy that calls
    /// one that is not listed does not compile.
    /// </summary>
    /// <value>None.</value>
    public ISet<string> EnabledBuiltins { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The only builtins that policies may call, or null for all but those that must be enabled.</summary>
    /// <value><see langword="null"/>.</value>
    public IReadOnlySet<string>? AllowedBuiltins { get; set; }
}
