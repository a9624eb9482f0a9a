using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>
/// What all expressions of one question may cost together. Arguments come from callers, so that whatever grows with them is charged before it is done.
/// </summary>
internal sealed class CelBudget
{
    /// <summary>Most steps: operations, items gone through, and 64 characters of text each.</summary>
    public const int Most = 100_000;

    private const int CharactersOfAStep = 64;
    private const int StepsOfAFault = 100;

    private long _left = Most;

    /// <exception cref="CelFault">It is spent.</exception>
    public void Charge(long steps)
    {
        _left -= steps;
        if (_left < 0)
        {
            throw new CelFault($"the mapping takes more than {Most} steps", isFinal: true);
        }
    }

    public void ChargeText(long characters) => Charge(characters / CharactersOfAStep);

    /// <summary>An operand failed and the other one decides: what was thrown is the dearest there is.</summary>
    public void ChargeFault() => Charge(StepsOfAFault);

    /// <summary>A value as a whole, as it is compared, or stands in a question.</summary>
    public void ChargeValue(RegoValue value)
    {
        Charge(1);
        switch (value)
        {
            case RegoString text:
                ChargeText(text.Value.Length);
                break;
            case RegoArray items:
                foreach (var item in items)
                {
                    ChargeValue(item);
                }

                break;
            case RegoObject members:
                foreach (var (key, member) in members)
                {
                    ChargeValue(key);
                    ChargeValue(member);
                }

                break;
        }
    }
}
