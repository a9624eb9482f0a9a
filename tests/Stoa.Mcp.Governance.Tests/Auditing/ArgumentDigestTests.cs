using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Pipeline;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class ArgumentDigestTests(ITestOutputHelper output)
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly byte[] TenantKey = HMACSHA256.HashData(Key, "acme"u8.ToArray());

    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData(""" { "b" : [ 1 , 2 ] , "a" : { } } """, """{"a":{},"b":[1,2]}""")]
    [InlineData("""{"k":"\u0041\/\n\u001F\"\\"}""", """{"k":"A/\n\u001f\"\\"}""")]
    [InlineData("""{"k":"\ud83d\ude00é"}""", """{"k":"😀é"}""")]
    [InlineData("""{"\u0062":1,"a":{"d":[],"c":[{"y":1,"x":2}]}}""", """{"a":{"c":[{"x":2,"y":1}],"d":[]},"b":1}""")]
    [InlineData("""{"n":1.0e5,"m":-0}""", """{"m":-0,"n":1.0e5}""")]
    [InlineData("""{"s":"\uD800"}""", """{"s":"\ud800"}""")]
    [InlineData("""{"aa":1,"a":2,"":3}""", """{"":3,"a":2,"aa":1}""")]
    public void Compute_IsTheHmacOfTheCanonicalForm(string arguments, string canonical)
    {
        var expected = "hmac-sha256:" + Convert.ToHexStringLower(HMACSHA256.HashData(TenantKey, Encoding.UTF8.GetBytes(canonical)));

        Assert.Equal(expected, Digest().Compute("acme", Parse(arguments)));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\udc00"}""")]
    [InlineData("""{"a":null}""", "{}")]
    public void Compute_OfDifferentArguments_Differs(string one, string other) =>
        Assert.NotEqual(Digest().Compute("acme", Parse(one)), Digest().Compute("acme", Parse(other)));

    [Fact]
    public void Compute_OfTwoTenants_HasNothingInCommon()
    {
        var (digest, arguments) = (Digest(), Parse("""{"a":1}"""));

        Assert.NotEqual(digest.Compute("acme", arguments), digest.Compute("globex", arguments));
        for (var i = 0; i < 200; i++)
        {
            digest.Compute($"tenant-{i}", arguments);
        }

        Assert.Equal(Digest().Compute("acme", arguments), digest.Compute("acme", arguments));
    }

    [Fact]
    public void Compute_OfNoArguments_IsNull() => Assert.Null(Digest().Compute("acme", default));

    [Fact]
    public void Compute_IsBlindToTheOrderOfFields()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var digest = Digest();
        for (var round = 0; round < 500; round++)
        {
            var fields = Enumerable.Range(0, random.Next(1, 20)).Select(i => $"\"k{random.Next(1000)}_{i}\":{i}").ToArray();
            var one = digest.Compute("acme", Parse("{" + string.Join(',', fields) + "}"));
            random.Shuffle(fields);
            Assert.Equal(one, digest.Compute("acme", Parse("{ " + string.Join(" , ", fields) + " }")));
        }
    }

    [Fact]
    public void Keep_TakesOnlyNamedFieldsOfMatchingTools()
    {
        var digest = Digest(new() { ["pay_*"] = ["amount", "note"], ["*"] = ["currency"] });
        var arguments = Parse("""{"amount":12,"currency":"EUR","card":"4111","note":{"b":"\u2028","a":1}}""");

        Assert.Equal(
            new Dictionary<string, string> { ["amount"] = "12", ["currency"] = "\"EUR\"", ["note"] = """{"a":1,"b":"\u2028"}""" },
            digest.Keep("pay_invoice", arguments, PolicyObligations.None));
        Assert.Equal(new Dictionary<string, string> { ["currency"] = "\"EUR\"" }, digest.Keep("refund", arguments, PolicyObligations.None));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public void Keep_OfArgumentsThatAreNoObject_IsEmpty(string arguments) =>
        Assert.Empty(Digest(new() { ["*"] = ["a"] }).Keep("t", Parse(arguments), PolicyObligations.None));

    private static JsonElement Parse(string json) => JsonElement.Parse(json);

    private static ArgumentDigest Digest(Dictionary<string, string[]>? keep = null)
    {
        var options = new AuditOptions { DigestKey = Convert.ToBase64String(Key) };
        foreach (var (tool, fields) in keep ?? [])
        {
            options.KeepArguments[tool] = fields;
        }

        var wrapped = Options.Create(options);
        return new ArgumentDigest(
            wrapped, new DigestKeyStore(wrapped, new OsAuditDisk("unused"), NullLogger<DigestKeyStore>.Instance));
    }
}
