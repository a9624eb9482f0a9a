namespace Stoa.Rego.Compilation.Planning;

/// <summary>Gives the variables of one rule or query their places.</summary>
internal sealed class Frame
{
    public int Size { get; private set; }

    public int SlotOf(Variable variable)
    {
        if (variable.Slot < 0)
        {
            variable.Slot = Size++;
        }

        return variable.Slot;
    }

    /// <summary>A place of the plan's own.</summary>
    public int Temporary() => Size++;
}
