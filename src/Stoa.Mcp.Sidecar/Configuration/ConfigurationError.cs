namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Place">Where: <c>stoa.yaml:3:5</c>, or the name of an environment variable.</param>
/// <param name="Reason">What was found there and what is allowed.</param>
internal sealed record ConfigurationError(string Place, string Reason)
{
    public override string ToString() => $"{Place}: {Reason}";
}
