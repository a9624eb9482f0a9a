using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore.Checks;

namespace ModelContextProtocol.AspNetCore.Sessions;

/// <summary>Answers GET, the stream of messages nobody asked for, and DELETE, the end of a session.</summary>
internal sealed class SessionRequests(
    HttpServerFactory servers,
    HttpSessionStore sessions,
    IOptions<HttpServerTransportOptions> options,
    IHostApplicationLifetime lifetime)
{
    public const string Header = "Mcp-Session-Id";

    private static readonly Rejection Missing = Rejection.Http(
        StatusCodes.Status400BadRequest, $"Initialize first, then send the {Header} header.");

    private static readonly Rejection OnlyPost = Rejection.Http(
        StatusCodes.Status405MethodNotAllowed, "This protocol version uses POST only.");

    private static readonly Rejection NotAcceptable = Rejection.Http(
        StatusCodes.Status406NotAcceptable, "Accept must list text/event-stream.");

    private static readonly Rejection StreamTaken = Rejection.Http(
        StatusCodes.Status409Conflict, "The session's event stream was opened before.");

    /// <summary>The caller's session, held open until <see cref="HttpSession.Leave"/>, or why there is none.</summary>
    public static (HttpSession? Session, Rejection? Rejection) Enter(HttpContext http, HttpSessionStore sessions)
    {
        var id = http.Request.Headers[Header].ToString();
        return id.Length == 0 ? (null, Missing)
            : sessions.Find(id, http.User) is { } session && session.TryEnter() ? (session, null)
            : (null, Rejection.UnknownSession);
    }

    public async Task GetAsync(HttpContext http)
    {
        if (await EnterAsync(http) is { } session)
        {
            try
            {
                await (!AcceptHeader.AllowsEvents(http.Request.Headers.Accept) ? NotAcceptable.WriteAsync(http)
                    : !session.TryTakeStream() ? StreamTaken.WriteAsync(http)
                    : StreamAsync(http, session));
            }
            finally
            {
                session.Leave();
            }
        }
    }

    public async Task DeleteAsync(HttpContext http)
    {
        if (await EnterAsync(http) is { } session)
        {
            session.Leave();
            await sessions.RemoveAsync(session);
        }
    }

    private async Task StreamAsync(HttpContext http, HttpSession session)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            Exchange.PrepareEventStream(http);
            await session.Transport.HandleGetRequestAsync(http.Response.Body, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
    }

    private async ValueTask<HttpSession?> EnterAsync(HttpContext http)
    {
        var revision = RevisionCheck.Read(http.Request);
        var rejection = RevisionCheck.Served(revision, servers.Shared, options.Value.SessionMode);
        if (rejection is null && ProtocolRevisions.IsSelfContained(revision))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            rejection = OnlyPost;
        }

        HttpSession? session = null;
        if (rejection is null)
        {
            (session, rejection) = Enter(http, sessions);
        }

        await (rejection?.WriteAsync(http) ?? Task.CompletedTask);
        return session;
    }
}
