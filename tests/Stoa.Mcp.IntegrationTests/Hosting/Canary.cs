using System.Collections.Concurrent;
using System.Text;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>
/// Secrets that every test of the suite sends, and that must turn up nowhere: in no record, event, log, span, metric and answer, however spelled.
/// </summary>
internal sealed class Canary
{
    /// <summary>Ends every API key that is sent.</summary>
    public const string Key = "~canary-key-81c2f0d7a9";

    /// <summary>The cookie that goes with every request.</summary>
    public const string Cookie = "canary-cookie-4be7736e01";

    private readonly ConcurrentDictionary<string, string[]> _secrets = new(StringComparer.Ordinal);

    public Canary()
    {
        Add(Key);
        Add(Cookie);
    }

    /// <summary>Watches for one more secret: a session id, a sealed state.</summary>
    public void Add(string secret) => _secrets.TryAdd(secret, FormsOf(secret));

    /// <summary>The secret that a text holds in some form, or null.</summary>
    public string? FindIn(string text) =>
        _secrets.FirstOrDefault(secret => secret.Value.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase))).Key;

    /// <summary>Fails where a text holds a secret.</summary>
    public void AssertAbsent(string where, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var secret = FindIn(text);
            Assert.True(secret is null, $"{where} holds '{secret}': {text}");
        }
    }

    // Base64 of a text inside another depends on where it stands; what is the same in all three places is its middle.
    private static string[] FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var middles = Enumerable.Range(0, 3).Select(shift => Convert.ToBase64String([.. new byte[shift], .. bytes])).Select(text => text[4..(text.Length - 4)]);
        return [secret, Uri.EscapeDataString(secret), Convert.ToHexString(bytes), .. middles];
    }
}
