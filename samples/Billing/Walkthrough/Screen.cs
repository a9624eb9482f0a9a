namespace Billing.Walkthrough;

/// <summary>Shows what is done, and counts what is not as expected.</summary>
internal sealed class Screen(TextWriter output)
{
    public TextWriter Output => output;

    public int Differing { get; private set; }

    public void Heading(string text) => output.WriteLine($"\n{text}");

    public void Check(bool agrees, string text)
    {
        Differing += agrees ? 0 : 1;
        output.WriteLine($"  {(agrees ? '✓' : '✗')} {text}");
    }
}
