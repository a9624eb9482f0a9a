using System.Runtime.CompilerServices;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>One <see cref="JsonToken"/> for each <see cref="MessageField"/>, without an allocation.</summary>
internal struct MessageTokens
{
    private const int FieldCount = (int)MessageField.TraceParent + 1;

    private Slots _slots;

    public JsonToken this[MessageField field]
    {
        readonly get => _slots[(int)field];
        set => _slots[(int)field] = value;
    }

    [InlineArray(FieldCount)]
    private struct Slots
    {
        private JsonToken _first;
    }
}
