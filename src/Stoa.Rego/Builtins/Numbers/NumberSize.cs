namespace Stoa.Rego.Builtins;

/// <summary>Keeps computed numbers to the size that numbers may be written in, and charges for work on large ones.</summary>
internal static class NumberSize
{
    private const int BitsPerStep = 64;
    private const int MaxBits = RegoNumber.MaxDigits / 3 * 10;

    public static void Charge(BuiltinContext context, RegoNumber left, RegoNumber right)
    {
        if (!left.TryGetInt64(out _) || !right.TryGetInt64(out _))
        {
            context.Step((int)((Bits(left) + Bits(right)) / BitsPerStep));
        }
    }

    /// <summary>The result, or null where there is none or where it is too large, which is recorded.</summary>
    public static RegoNumber? Check(BuiltinContext context, RegoNumber? result)
    {
        if (result is null || result.TryGetInt64(out _))
        {
            return result;
        }

        var exact = result.Exact;
        if (exact.Digits.GetBitLength() <= MaxBits && Math.Abs(exact.Exponent) <= RegoNumber.MaxDigits)
        {
            return result;
        }

        context.Fail($"the result has more than {RegoNumber.MaxDigits} digits");
        return null;
    }

    private static long Bits(RegoNumber number) => number.Exact.Digits.GetBitLength() + (Math.Abs(number.Exact.Exponent) * 4L);
}
