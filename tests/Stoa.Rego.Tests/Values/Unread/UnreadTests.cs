using System.Text;
using System.Text.Json;

namespace Stoa.Rego.Tests.Values.Unread;

public sealed class UnreadTests
{
    public static TheoryData<string> Edges =>
    [
        "", " ", "\0", "{}", "[]", "[ ]", "{ }", "[1,]", "{\"a\":1,}", "[,1]", "[1}", "{\"a\":1]", "{\"a\" 1}", "{1:1}", "[1] 2", "[1]\0", "1\0", "tru", "truex", "nul", "01", "-", "-01", "1.", ".5", "1e",
        "1e+", "1.e1", "1e20000", "1e20001", "1e0000000000001", "1e00", "+1", "\"", "\"\\", "\"\\u", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\t\"", "\"\\x\"",
        "/* */1", "\uFEFF1", "\u00a01", "\"0123456789abcde\"", "\"0123456789abcdef\"", "\"0123456789abcdefä\"", "[\"0123456789abcd\\n\"]", "{\"a\":{\"b\":[{}]}}",
    ];

    public static TheoryData<byte[]> Bytes =>
    [
        [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC3, 0x5C, 0x6E, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
        [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [0xFF], [0x31, 0xFF], [0x22, 0x5C, 0xC3, 0xA4, 0x22],
    ];

    [Theory]
    [MemberData(nameof(Edges))]
    public void Text_IsReadOrRefusedAsAtOnce(string json) => SameReading(Encoding.UTF8.GetBytes(json));

    [Theory]
    [MemberData(nameof(Bytes))]
    public void BytesThatAreNoUtf8_AreRefusedAsAtOnce(byte[] json) => SameReading(json);

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public void Nesting_IsBoundAsAtOnce(int depth)
    {
        SameReading(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)));
        SameReading(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(20_001)]
    public void Digits_AreBoundAsAtOnce(int count)
    {
        SameReading(Encoding.UTF8.GetBytes(new string('1', count)));
        SameReading(Encoding.UTF8.GetBytes("[-0." + new string('1', count - 1) + "]"));
    }

    [Fact]
    public void Bytes_MayChangeAfterwards()
    {
        var json = "{\"a\": {\"b\": \"before\"}}"u8.ToArray();
        var value = (RegoObject)RegoJson.Parse(json);
        Array.Clear(json);

        Assert.Equal("{\"a\": {\"b\": \"before\"}}", value.ToString());
    }

    [Fact]
    public void Find_OfEqualNames_TakesTheLast()
    {
        var json = "{\"a\":1,\"b\":2,\"a\":3}";
        using var document = JsonDocument.Parse(json);

        Assert.Equal(3, ((RegoObject)RegoJson.Parse(json)).Find("a"));
        Assert.Equal(3, ((RegoObject)RegoJson.From(document.RootElement)).Find("a"));
    }

    [Fact]
    public void Find_OfANameWithAQuote_ReachesNoFurtherThanAName() =>
        Assert.Null(((RegoObject)RegoJson.Parse("{\"a\":1,\"b\":2}")).Find("a\":1,\"b"));

    [Fact]
    public void Find_OfHalfAPair_FindsNothing()
    {
        using var document = JsonDocument.Parse("{\"a\":1}");

        Assert.Null(((RegoObject)RegoJson.From(document.RootElement)).Find("\uD800"));
        Assert.Null(((RegoObject)RegoJson.Parse("{\"a\":1}")).Find("\uD800"));
    }

    [Fact]
    public void Find_AskedOften_FindsTheSame()
    {
        var value = (RegoObject)RegoJson.Parse("{\"a\":{\"b\":1},\"c\":[2]}");
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, ((RegoObject)value.Find("a")!).Find("b"));
            Assert.Equal("[2]", value.Find("c")!.ToString());
        }
    }

    [Fact]
    public void Value_ReadByManyThreadsAtOnce_IsTheSameForAll()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var json = $"{{\"list\":[{new JsonGenerator(random).Next()}],\"a\":{new JsonGenerator(random).Next()},\"b\":{{\"c\":{{\"d\":[1,{{\"e\":\"f\"}}]}}}}}}";
            var (shared, expected) = ((RegoObject)RegoJson.Parse(json), RegoJson.Parse(json).ToString());
            Parallel.For(0, 4, worker =>
            {
                Assert.Equal("[1, {\"e\": \"f\"}]", ((RegoObject)((RegoObject)shared.Find("b")!).Find("c")!).Find("d")!.ToString());
                Assert.Equal(expected, shared.ToString());
            });
        }
    }

    private static void SameReading(byte[] json) => Assert.Equal(Reading.AtOnce(json), Reading.OnDemand(json));
}
