namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>A fact about a real nginx; left out, with the reason, where there is none.</summary>
internal sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() => Skip = Nginx.Missing;
}
