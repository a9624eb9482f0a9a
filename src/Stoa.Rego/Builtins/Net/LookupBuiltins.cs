using System.Net;
using System.Net.Sockets;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Names in the domain name system. A query sees one answer for a name.</summary>
internal static class LookupBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("net.lookup_ip_addr", [T.Text], T.Set, LookUp) { IsNondeterministic = true, IsRestricted = true },
    ];

    private static RegoValue? LookUp(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var name = operands.TextAt(0);
        if (IpAddress.TryParse(name) is { } literal)
        {
            return RegoSet.Of(RegoString.Of(literal.ToString()));
        }

        var key = ("net.lookup_ip_addr", name);
        if (context.Cache.TryGetValue(key, out var known))
        {
            return (RegoValue)known;
        }

        // The runtime would take "" for this host, and numbers for addresses.
        if (name.Length == 0 || IPAddress.TryParse(name, out _))
        {
            return context.Fail($"lookup {name}: no such host");
        }

        try
        {
            var addresses = Dns.GetHostAddressesAsync(name, context.CancellationToken).GetAwaiter().GetResult();
            var result = RegoSet.Of(addresses.Select(address => RegoString.Of(IpAddress.Of(address).ToString())));
            context.Cache[key] = result;
            return result;
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return context.Fail($"lookup {name}: {(error as SocketException)?.Message ?? "no such host"}");
        }
    }
}
