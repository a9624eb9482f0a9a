namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>A theory about a real nginx; left out, with the reason, where there is none.</summary>
internal sealed class NginxTheoryAttribute : TheoryAttribute
{
    public NginxTheoryAttribute() => Skip = Nginx.Missing;
}
