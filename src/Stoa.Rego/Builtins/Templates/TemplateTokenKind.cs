namespace Stoa.Rego.Builtins;

/// <summary>A kind of <see cref="TemplateToken"/>.</summary>
internal enum TemplateTokenKind
{
    End,
    Text,
    OpenAction,
    CloseAction,
    Word,
    Field,
    Variable,
    Literal,
    Character,
    Number,
    Dot,
    Mark,
}
