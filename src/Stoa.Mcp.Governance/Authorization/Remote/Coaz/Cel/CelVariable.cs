namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>One of the two variables of the MCP binding: the claims of the token, or the parameters of the request.</summary>
internal sealed class CelVariable(bool isToken) : CelNode(1)
{
    protected override CelValue Of(CelScope scope) => isToken ? scope.Token : scope.Parameters;
}
