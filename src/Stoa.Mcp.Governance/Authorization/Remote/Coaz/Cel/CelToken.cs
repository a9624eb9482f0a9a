namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; of a text what is between the quotes, read.</param>
/// <param name="At">Where it begins.</param>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, int At)
{
    public bool Is(string symbol) => Kind == CelTokenKind.Symbol && Text == symbol;

    public override string ToString() => Kind == CelTokenKind.End ? "the end" : $"'{Text}'";
}
