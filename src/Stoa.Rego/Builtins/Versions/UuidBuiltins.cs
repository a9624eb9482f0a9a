using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>UUIDs: random ones, of which one query sees the same for the same key, and what is in given ones.</summary>
internal static class UuidBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("uuid.rfc4122", [T.Text], T.Text, Create) { IsNondeterministic = true },
        new("uuid.parse", [T.Text], T.Members, (_, operands) => UuidFields.TryParse(operands.TextAt(0))),
    ];

    private static RegoValue Create(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var key = ("uuid.rfc4122", operands.TextAt(0));
        if (!context.Cache.TryGetValue(key, out var uuid))
        {
            Span<byte> bytes = stackalloc byte[16];
            context.Random.NextBytes(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            uuid = RegoString.Of(new Guid(bytes, bigEndian: true).ToString());
            context.Cache[key] = uuid;
        }

        return (RegoValue)uuid;
    }
}
