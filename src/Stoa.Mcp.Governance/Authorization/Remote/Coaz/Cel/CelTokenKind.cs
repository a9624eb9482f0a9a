namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

internal enum CelTokenKind
{
    End,
    Name,
    Number,
    Text,
    Symbol,
}
