namespace Stoa.Rego.Builtins;

/// <summary>
/// The text of values in Rego's syntax. It is charged before it is written: values share parts, and their text may be exponentially
/// longer than what they take in memory.
/// </summary>
internal static class ValueText
{
    private const int SeparatorLength = 2;

    public static string Of(BuiltinContext context, RegoValue value)
    {
        Charge(context, value);
        return value.ToString();
    }

    private static void Charge(BuiltinContext context, RegoValue value)
    {
        switch (value)
        {
            case RegoString text:
                context.Produce(text.Value.Length + SeparatorLength);
                break;
            case RegoArray or RegoSet:
                context.Produce(SeparatorLength);
                foreach (var item in OperandReading.Items(value))
                {
                    Charge(context, item);
                    context.Produce(SeparatorLength);
                }

                break;
            case RegoObject members:
                context.Produce(SeparatorLength);
                foreach (var (key, inner) in members)
                {
                    Charge(context, key);
                    Charge(context, inner);
                    context.Produce(2 * SeparatorLength);
                }

                break;
            default:
                context.Produce(value is RegoNumber number ? number.Text.Length : 5);
                break;
        }
    }
}
