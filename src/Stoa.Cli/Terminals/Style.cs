namespace Stoa.Cli.Terminals;

/// <summary>Colours text, or leaves it.</summary>
internal sealed class Style
{
    private readonly bool _isColored;

    private Style(bool isColored) => _isColored = isColored;

    public static Style Plain { get; } = new(false);

    public static Style Colored { get; } = new(true);

    public string Bad(string text) => Paint("31;1", text);

    public string Good(string text) => Paint("32", text);

    public string Doubtful(string text) => Paint("33", text);

    public string Strong(string text) => Paint("1", text);

    public string Faint(string text) => Paint("2", text);

    private string Paint(string code, string text) => _isColored ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
