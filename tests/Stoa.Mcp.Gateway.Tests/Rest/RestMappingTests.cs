using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Xunit.Abstractions;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestMappingTests(ITestOutputHelper output)
{
    private const string IdAndMore = "{type: object, additionalProperties: true, properties: {id: {type: [string, number, boolean]}}, required: [id]}";

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Arguments_OfAMethodWithoutBody_GoIntoTheQuery(string method)
    {
        await using var rest = await RestFixture.StartAsync();

        await rest.CallAsync(rest.Tool(method: method, path: "/orders?fixed=1"), """{"text":"a b&c=d/é","n":1.50,"yes":true,"none":null,"list":["x",2,false]}""");

        Assert.Equal((method, "/orders?fixed=1&text=a%20b%26c%3Dd%2F%C3%A9&n=1.50&yes=true&list=x&list=2&list=false", ""), (rest.Api.Last.Method, rest.Api.Last.Target, rest.Api.Last.Body));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Arguments_OfAMethodWithBody_GoIntoIt(string method)
    {
        await using var rest = await RestFixture.StartAsync();

        await rest.CallAsync(rest.Tool(method: method, path: "/orders/{id}", schema: IdAndMore), """{"id":"a/b","n":12345678901234567890.10,"o":{"x":[1,null]},"t":"é"}""");

        Assert.Equal((method, "/orders/a%2Fb"), (rest.Api.Last.Method, rest.Api.Last.Target));
        Assert.Equal("""{"n":12345678901234567890.10,"o":{"x":[1,null]},"t":"\u00E9"}""", rest.Api.Last.Body);
        Assert.Equal("application/json", rest.Api.Last.Header("Content-Type"));
    }

    [Fact]
    public async Task Mapping_SaysWhereArgumentsGo()
    {
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool(
            "mapping: {path: {id: order}, query: [dry], header: {X-Reason: why}, body: [amount]}",
            "POST",
            "/orders/{id}/refunds",
            "{type: object, properties: {order: {type: integer}, dry: {type: boolean}, why: {type: string}, amount: {type: number}}, required: [order]}");

        await rest.CallAsync(tool, """{"order":7,"dry":true,"why":"broken","amount":9.90}""");
        Assert.Equal(("/orders/7/refunds?dry=true", """{"amount":9.90}""", "broken"), (rest.Api.Last.Target, rest.Api.Last.Body, rest.Api.Last.Header("X-Reason")));

        await rest.CallAsync(tool, """{"order":7}""");
        Assert.Equal(("/orders/7/refunds", "{}", null), (rest.Api.Last.Target, rest.Api.Last.Body, rest.Api.Last.Header("X-Reason")));
    }

    [Fact]
    public async Task Body_CanBeOneArgument()
    {
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool("mapping: {body: items}", "POST", schema: "{type: object, properties: {items: {type: array}}}");

        await rest.CallAsync(tool, """{"items":[1,{"a":2}]}""");
        Assert.Equal("""[1,{"a":2}]""", rest.Api.Last.Body);

        await rest.CallAsync(tool);
        Assert.Equal(("", "0"), (rest.Api.Last.Body, rest.Api.Last.Header("Content-Length")));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\r\nb")]
    public async Task PathSegment_ThatWouldVanishOrClimb_IsRefused(string id)
    {
        await using var rest = await RestFixture.StartAsync();

        var result = await rest.CallAsync(rest.Tool(path: "/orders/{id}/items", schema: IdAndMore), JsonSerializer.Serialize(new { id }));

        Assert.Equal("An argument that is a part of the path is empty, '.', '..' or more than one line of text, which no part of a path can be.", RestFixture.TextOf(result, isError: true));
        Assert.Empty(rest.Api.Seen);
    }

    [Theory]
    [InlineData("/a/.{id}", ".")]
    [InlineData("/a/{id}.", ".")]
    public async Task PathSegment_ThatClimbsTogetherWithItsSurroundings_IsRefused(string path, string id)
    {
        await using var rest = await RestFixture.StartAsync();

        RestFixture.TextOf(await rest.CallAsync(rest.Tool(path: path, schema: IdAndMore), JsonSerializer.Serialize(new { id })), isError: true);

        Assert.Empty(rest.Api.Seen);
    }

    [Theory]
    [InlineData("a\\r\\nX-Admin: 1")]
    [InlineData("a\\nb")]
    [InlineData("a\\u0000b")]
    [InlineData("é")]
    [InlineData(" a")]
    [InlineData("")]
    public async Task HeaderValue_ThatIsMoreThanOneLineOfAscii_IsRefused(string value)
    {
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool("mapping: {header: {X-Reason: why}}", schema: "{type: object, properties: {why: {type: string}}}");

        var result = await rest.CallAsync(tool, $$"""{"why":"{{value}}"}""");

        Assert.Equal("The arguments do not fit this tool: why must be 1 to 4096 visible ASCII characters on one line: it goes into a header.", RestFixture.TextOf(result, isError: true));
        Assert.Empty(rest.Api.Seen);
    }

    [Theory]
    [InlineData("/", """{"a":{"b":1}}""", "The arguments do not fit this tool: a must be text, a number, true or false, or a list of these: it goes into the query.")]
    [InlineData("/", """{"a":[[1]]}""", "The arguments do not fit this tool: a must be text, a number, true or false, or a list of these: it goes into the query.")]
    [InlineData("/", """{"a":"\ud800"}""", "The arguments do not fit this tool: a is not valid text.")]
    [InlineData("/", "[]", "The arguments do not fit this tool: what was sent must be an object.")]
    public async Task Arguments_ThatCannotBeSent_AreRefused(string path, string arguments, string expected)
    {
        await using var rest = await RestFixture.StartAsync();

        Assert.Equal(expected, RestFixture.TextOf(await rest.CallAsync(rest.Tool(path: path), arguments), isError: true));
        Assert.Empty(rest.Api.Seen);
    }

    [Theory]
    [InlineData("""{"a":{"b":["\ud800"]}}""")]
    [InlineData("""{"a":{"\ud800":1}}""")]
    public async Task Body_WithTextThatIsNotValid_IsRefused(string arguments)
    {
        await using var rest = await RestFixture.StartAsync();

        var text = RestFixture.TextOf(await rest.CallAsync(rest.Tool(method: "POST"), arguments), isError: true);

        Assert.Equal("The arguments cannot be sent: they hold text that is not valid.", text);
        Assert.Empty(rest.Api.Seen);
    }

    [Fact]
    public async Task Arguments_ThatAreTooLong_AreRefused()
    {
        await using var rest = await RestFixture.StartAsync();

        var result = await rest.CallAsync(rest.Tool(), $$"""{"a":"{{new string('a', 9_000)}}"}""");

        Assert.Equal("The arguments are too long for this tool.", RestFixture.TextOf(result, isError: true));
    }

    /// <summary>Whatever an argument holds, the API reads back exactly that, from one segment and one parameter.</summary>
    [Fact]
    public async Task AnyText_ComesBackFromPathAndQuery_AsItWas()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool(path: "/before/{id}/after", schema: IdAndMore);
        for (var round = 0; round < 500; round++)
        {
            var random = new Random(HashCode.Combine(seed, round));
            var (id, name, value) = (TextOf(random), TextOf(random), TextOf(random));
            if (id is "" or "." or ".." || id.Any(char.IsControl) || name == "id")
            {
                continue;
            }

            var sent = rest.Api.Seen.Count;
            var arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = id, [name] = value });
            var result = await rest.CallAsync(tool, arguments);

            Assert.True(rest.Api.Seen.Count == sent + 1, $"seed {seed}, round {round}: {arguments} was not sent: {result.ToJsonString()} {rest.Logs.Lines.LastOrDefault()}");
            var parts = rest.Api.Last.Target.Split('?', 2);
            var segments = parts[0].Split('/');
            Assert.Equal(["", "before", segments[2], "after"], segments);
            Assert.Equal(id, Uri.UnescapeDataString(segments[2]));
            var (key, values) = Assert.Single(QueryHelpers.ParseQuery(parts[1]));
            Assert.Equal((name, value), (key, values.Single()));
        }
    }

    private static string TextOf(Random random)
    {
        const string Awkward = "./\\%?&=#+;:@ \t\r\n\0\"'<>{}|^`~[]é漢\u202E\u00AD\u2028";
        var text = new StringBuilder();
        for (var length = random.Next(8); length >= 0; length--)
        {
            _ = random.Next(4) switch
            {
                0 => text.Append((char)random.Next('a', 'z')),
                1 => text.Append("%2e%2f%5c"[(3 * random.Next(3))..][..3]),
                2 => text.Append(char.ConvertFromUtf32(random.Next(0x1F300, 0x1F600))),
                _ => text.Append(Awkward[random.Next(Awkward.Length)]),
            };
        }

        return text.ToString();
    }
}
