using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Tests.Upstreams;

public sealed class UpstreamAnswerTests
{
    [Theory]
    [InlineData("application/json", true, false)]
    [InlineData("application/json; charset=utf-8", true, false)]
    [InlineData("Application/JSON", true, false)]
    [InlineData("text/event-stream", false, true)]
    [InlineData("text/event-stream;charset=utf-8", false, true)]
    [InlineData("TEXT/Event-Stream", false, true)]
    [InlineData("application/jsonp", false, false)]
    [InlineData("text/html", false, false)]
    [InlineData("application/json, text/html", false, false)]
    [InlineData("application/json;;=", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void MediaType_IsThatOfTheHeader(string? header, bool isJson, bool isEventStream)
    {
        using var response = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        if (header is not null)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", header);
        }

        using var answer = new UpstreamAnswer(response, null);

        Assert.Equal((isJson, isEventStream), (answer.IsJson, answer.IsEventStream));
    }

    [Fact]
    public void MediaTypeThatIsSaidTwice_IsNoneOfThem()
    {
        using var response = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", ["text/event-stream", "text/html"]);

        using var answer = new UpstreamAnswer(response, null);

        Assert.Equal((false, false), (answer.IsJson, answer.IsEventStream));
    }
}
