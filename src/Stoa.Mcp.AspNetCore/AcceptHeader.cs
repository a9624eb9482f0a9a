using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ModelContextProtocol.AspNetCore;

/// <summary>What a client says it can read.</summary>
internal static class AcceptHeader
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    /// <summary>A POST may be answered either way, so the client must take both.</summary>
    public static bool AllowsJsonAndEvents(StringValues accept) =>
        (accept.Count == 1 && accept[0] is $"{Json}, {EventStream}" or $"{EventStream}, {Json}")
        || (Allows(accept, Json) && Allows(accept, EventStream));

    public static bool AllowsEvents(StringValues accept) =>
        (accept.Count == 1 && accept[0] is EventStream) || Allows(accept, EventStream);

    private static bool Allows(StringValues accept, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(accept, out var ranges)
        && ranges.Any(range => range.Quality is not 0 && range.MatchesMediaType(mediaType));
}
