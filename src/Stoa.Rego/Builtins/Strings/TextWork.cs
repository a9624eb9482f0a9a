namespace Stoa.Rego.Builtins;

/// <summary>Charges for passes over text.</summary>
internal static class TextWork
{
    private const int CharactersPerStep = 64;

    /// <summary>One pass over that many characters.</summary>
    public static void Scan(this BuiltinContext context, int length)
    {
        if (length >= CharactersPerStep)
        {
            context.Step(length / CharactersPerStep);
        }
    }

    /// <summary>Charges for a text before it is a value.</summary>
    public static RegoString Text(this BuiltinContext context, string value)
    {
        context.Produce(value.Length);
        return RegoString.Of(value);
    }
}
