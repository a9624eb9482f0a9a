namespace Quickstart.Walkthrough;

/// <summary>Writes aligned lines, in colour where the output is a terminal and NO_COLOR (no-color.org) is unset.</summary>
internal sealed class Screen(TextWriter output)
{
    private const int LabelWidth = 12;
    private const int DetailWidth = 110;

    private readonly bool _colour =
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Line(string text = "") => output.WriteLine(text);

    public void Heading(int number, string caller, string title) =>
        output.WriteLine($"\n{number,2}  {Bold(caller.PadRight(LabelWidth))}{Bold(title)}");

    public void Field(string label, string text) => output.WriteLine($"    {label,-LabelWidth}{text}");

    public void Faint(string label, string text) => Field(label, "  " + Paint("2", text.Length > DetailWidth ? text[..(DetailWidth - 1)] + "…" : text));

    public string Verdict(bool agrees, string text) => agrees ? Good($"✓ {text}") : Bad($"✗ {text}");

    public string Good(string text) => Paint("32", text);

    public string Bad(string text) => Paint("31", text);

    private string Bold(string text) => Paint("1", text);

    private string Paint(string code, string text) => _colour ? $"\e[{code}m{text}\e[0m" : text;
}
