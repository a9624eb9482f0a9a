namespace Stoa.Rego.Evaluation;

/// <summary>Tests a value against a pattern, and binds the pattern's variables.</summary>
internal abstract class Matcher
{
    public abstract bool Match(Machine machine, RegoValue value);
}

/// <summary>Anything.</summary>
internal sealed class AnyMatcher : Matcher
{
    public static AnyMatcher Instance { get; } = new();

    public override bool Match(Machine machine, RegoValue value) => true;
}

/// <summary>Anything but <c>false</c>.</summary>
internal sealed class HoldsMatcher : Matcher
{
    public static HoldsMatcher Instance { get; } = new();

    public override bool Match(Machine machine, RegoValue value) => value.Holds;
}

/// <summary>Anything, which becomes the value of a variable.</summary>
internal sealed class BindMatcher(int slot) : Matcher
{
    public int Slot { get; } = slot;

    public override bool Match(Machine machine, RegoValue value)
    {
        machine[Slot] = value;
        return true;
    }
}

/// <summary>An equal value.</summary>
internal sealed class EqualMatcher(ValueNode node) : Matcher
{
    public ValueNode Node { get; } = node;

    public override bool Match(Machine machine, RegoValue value) => value.Equals(Node.Evaluate(machine));
}

/// <summary>An array of the same length whose items match.</summary>
internal sealed class ArrayMatcher(Matcher[] items) : Matcher
{
    public override bool Match(Machine machine, RegoValue value)
    {
        if (value is not RegoArray array || array.Count != items.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Match(machine, array[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>An object with the same keys, whose values match.</summary>
internal sealed class ObjectMatcher((ValueNode Key, Matcher Value)[] members) : Matcher
{
    public override bool Match(Machine machine, RegoValue value)
    {
        if (value is not RegoObject found || found.Count != members.Length)
        {
            return false;
        }

        foreach (var (keyNode, matcher) in members)
        {
            if (keyNode.Evaluate(machine) is not { } key || found.Find(key) is not { } member || !matcher.Match(machine, member))
            {
                return false;
            }
        }

        return true;
    }
}
