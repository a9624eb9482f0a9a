using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Sealing;

/// <summary>
/// Binds a handle of a server's to its owner: the server's own id, a dot, and a MAC over it and the owner. Needs no memory, so any
/// instance with the same key can check it. Anybody else's handle is as unknown as one that never existed.
/// </summary>
/// <param name="ring">The keys.</param>
/// <param name="use">What the handles are of: one of a kind does not pass for one of another.</param>
internal abstract class OwnedHandles(SealKeyRing ring, string use)
{
    private const int MacBytes = 16;
    private const int MacChars = 22;

    private readonly byte[][] _keys = ring.Derive(use);

    /// <summary>The handle that the owner gets for the server's own <paramref name="id"/>.</summary>
    public string Bind(Caller owner, string tenant, string id) =>
        $"{id}.{Mac(_keys[0], owner, tenant, id)}";

    /// <summary>The server's own id, where the handle was given to this very owner.</summary>
    public bool TryUnbind(Caller owner, string tenant, string handle, out string id)
    {
        id = "";
        var dot = handle.Length - MacChars - 1;
        if (dot < 1 || handle[dot] != '.')
        {
            return false;
        }

        var inner = handle[..dot];
        var mac = MemoryMarshal.AsBytes(handle.AsSpan(dot + 1));
        foreach (var key in _keys)
        {
            // Compared as text, so that spare bits of the last character count as well.
            if (CryptographicOperations.FixedTimeEquals(mac, MemoryMarshal.AsBytes(Mac(key, owner, tenant, inner).AsSpan())))
            {
                id = inner;
                return true;
            }
        }

        return false;
    }

    private static string Mac(byte[] key, Caller owner, string tenant, string id) => Base64Url.EncodeToString(
        HMACSHA256.HashData(key, CallBinding.Of(owner.Issuer, owner.Subject, owner.Agent, tenant, id)).AsSpan(0, MacBytes));
}
