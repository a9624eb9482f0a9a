using Stoa.Rego.Builtins;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class CidrBuiltinsTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1/64", true)]
    public void Contains_BlocksAndAddresses(string block, string other, bool expected) => Assert.Equal(expected, Result("net.cidr_contains", block, other));

    [Theory]
    [InlineData("10.0.0.0", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0/8", false)]
    [InlineData("010.0.0.0/8", false)]
    [InlineData("0x0a.0.0.0/8", false)]
    [InlineData("10.0.0.256/8", false)]
    [InlineData("10.0.0.0/-1", false)]
    [InlineData("::1/128", true)]
    [InlineData("::1%eth0/128", false)]
    [InlineData("[::1]/128", false)]
    [InlineData("::1.2.3/128", false)]
    [InlineData("1:2:3:4:5:6:7:8:9/64", false)]
    [InlineData("2002::1234:abcd:ffff:c0a8:101/64", true)]
    public void IsValid_TakesNoLooseForms(string text, bool expected) => Assert.Equal(expected, Result("net.cidr_is_valid", text));

    [Theory]
    [InlineData("net.cidr_contains", "a", "10.0.0.1", "invalid CIDR address: a")]
    [InlineData("net.cidr_contains", "10.0.0.0/8", "a", "not a valid textual representation of an IP address or CIDR: a")]
    [InlineData("net.cidr_intersects", "10.0.0.0/8", "10.0.0.1", "invalid CIDR address: 10.0.0.1")]
    public void OtherText_Fails(string name, string left, string right, string message) =>
        Assert.Equal(("eval_builtin_error", message), Failure(name, left, right));

    [Fact]
    public void Expand_HasAllAddresses()
    {
        Assert.Equal(RegoSet.Of("192.168.1.0", "192.168.1.1", "192.168.1.2", "192.168.1.3"), Result("net.cidr_expand", "192.168.1.1/30"));
        Assert.Equal(RegoSet.Of("255.255.255.254", "255.255.255.255"), Result("net.cidr_expand", "255.255.255.255/31"));
        Assert.Equal(RegoSet.Of("2001:db8::", "2001:db8::1"), Result("net.cidr_expand", "2001:db8::/127"));
    }

    [Theory]
    [InlineData("0.0.0.0/1")]
    [InlineData("::/0")]
    public void Expand_OfLargeBlocks_IsStopped(string block) => Assert.Throws<OperationCanceledException>(() => Run("net.cidr_expand", [block]));

    [Theory]
    [InlineData("""["192.0.128.0/24", "192.0.129.0/24"]""", """["192.0.128.0/23"]""")]
    [InlineData("""["192.0.2.112/30", "192.0.2.116/32", "192.0.2.118/31"]""", """["192.0.2.112/30", "192.0.2.116/32", "192.0.2.118/31"]""")]
    [InlineData("""["192.0.2.112", "192.0.2.116/31"]""", """["192.0.2.0/24"]""")]
    [InlineData("""["192.0.2.112"]""", """["192.0.2.112/24"]""")]
    [InlineData("""["::/0", "fe80::1/128"]""", """["::/0"]""")]
    [InlineData("[]", "[]")]
    public void Merge_HasFewBlocks(string blocks, string expected) =>
        Assert.Equal(RegoSet.Of(((RegoArray)Json(expected)).AsEnumerable()), Result("net.cidr_merge", Json(blocks)));

    [Fact]
    public void Merge_KeepsAddresses()
    {
        const int seed = 3;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var blocks = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"10.0.0.{random.Next(256)}/{random.Next(26, 33)}").ToArray();
            var merged = (RegoSet)Result("net.cidr_merge", RegoArray.Of(blocks.Select(RegoString.Of)))!;
            Assert.True(merged.Count <= blocks.Length * 8, $"seed {seed}, round {round}");
            for (var last = 0; last < 256; last++)
            {
                var before = blocks.Any(block => Contains(block, last));
                var after = merged.Count(block => Contains(((RegoString)block).Value, last));
                Assert.True(after == (before ? 1 : 0), $"seed {seed}, round {round}: 10.0.0.{last} of {string.Join(' ', blocks)} in {merged}");
            }
        }
    }

    [Fact]
    public void Address_ReadsBack()
    {
        const int seed = 4;
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++)
        {
            // Many zeros, so that some are left out.
            var value = Enumerable.Range(0, 8).Aggregate(UInt128.Zero, (bits, _) => (bits << 16) | (random.Next(2) == 0 ? 0 : (UInt128)random.Next(0x10000)));
            var address = new IpAddress(value);
            Assert.True(IpAddress.TryParse(address.ToString()) == address, $"seed {seed}, round {round}: {address}");
        }
    }

    [Theory]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("0:0:0:0:0:0:0:0", "::")]
    [InlineData("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0")]
    [InlineData("::192.0.2.0", "::c000:200")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    public void Address_IsWrittenShort(string text, string expected) => Assert.Equal(expected, IpAddress.TryParse(text).ToString());

    [Fact]
    public void ContainsMatches_NamesItems()
    {
        Assert.Equal(
            RegoSet.Of(RegoArray.Of([0, 1]), RegoArray.Of([1, 0])),
            Result("net.cidr_contains_matches", Json("""[["1.1.2.0/24", 1], "1.1.1.0/24"]"""), Json("""["1.1.1.1", "1.1.2.1"]""")));
        Assert.Equal(
            RegoSet.Of(RegoArray.Of("k", "1.1.1.128"), RegoArray.Of("k", "1.1.1.128")),
            Result("net.cidr_contains_matches", Json("""{"k": "1.1.1.1/24"}"""), "1.1.1.128"));
        Assert.Equal(
            ("eval_builtin_error", "operand 2: element must be string or non-empty array"),
            Failure("net.cidr_contains_matches", "1.1.1.1/24", Json("[[]]")));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::", "::")]
    public void LookUp_OfAddresses_AsksNobody(string address, string expected) =>
        Assert.Equal(RegoSet.Of(RegoString.Of(expected)), Result("net.lookup_ip_addr", address));

    [Theory]
    [InlineData("")]
    [InlineData("0x7f.1")]
    [InlineData("127.1")]
    public void LookUp_OfNoNames_AsksNobody(string name) => Assert.Equal($"lookup {name}: no such host", Failure("net.lookup_ip_addr", name).Message);

    private static bool Contains(string block, int last) => Result("net.cidr_contains", block, $"10.0.0.{last}") == RegoBoolean.True;
}
