using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore.Checks;
using ModelContextProtocol.AspNetCore.Sessions;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore;

/// <summary>Answers POST: alone where the revision or the server has no sessions, otherwise in the caller's session.</summary>
internal sealed class McpHttpEndpoint(
    HttpServerFactory servers, HttpSessionStore sessions, IOptions<HttpServerTransportOptions> options)
{
    private static readonly Rejection NotAcceptable = Rejection.Http(
        StatusCodes.Status406NotAcceptable, "Accept must list application/json and text/event-stream.");

    private static readonly Rejection SessionsOff = Rejection.Http(
        StatusCodes.Status400BadRequest, "This server has no sessions.");

    public bool IsStateless => options.Value.Stateless;

    public async Task PostAsync(HttpContext http)
    {
        if (!AcceptHeader.AllowsJsonAndEvents(http.Request.Headers.Accept))
        {
            await NotAcceptable.WriteAsync(http);
            return;
        }

        var (message, unreadable) = await MessageBody.ReadAsync(http);
        if (message is null)
        {
            await unreadable!.WriteAsync(http);
            return;
        }

        var revision = RevisionCheck.Read(http.Request);
        if (MessageCheck.Run(http.Request.Headers, message, revision, servers.Shared, options.Value.SessionMode) is { } rejection)
        {
            await rejection.WriteAsync(http, message);
            return;
        }

        // The user is set even when anonymous: its presence tells filters that the message came over HTTP.
        message.Context = new() { User = http.User, ProtocolVersion = revision };
        var alone = ProtocolRevisions.IsSelfContained(revision);
        await (alone || IsStateless ? ServeAloneAsync(http, message, alone) : ServeInSessionAsync(http, message));
    }

    /// <summary>A server of its own for the one message, gone with the answer.</summary>
    private async Task ServeAloneAsync(HttpContext http, JsonRpcMessage message, bool isSelfContained)
    {
        if (!isSelfContained && http.Request.Headers.ContainsKey(SessionRequests.Header))
        {
            await SessionsOff.WriteAsync(http, message);
            return;
        }

        var transport = servers.TransportForRequest();
        await using var server = await servers.ForRequestAsync(http, transport);
        var running = server.RunAsync(http.RequestAborted);
        try
        {
            await Exchange.AnswerAsync(http, transport, message, hasStatusCodes: isSelfContained);
        }
        finally
        {
            await transport.DisposeAsync();
            await running;
        }
    }

    private async Task ServeInSessionAsync(HttpContext http, JsonRpcMessage message)
    {
        var opens = message is JsonRpcRequest { Method: RequestMethods.Initialize }
            && !http.Request.Headers.ContainsKey(SessionRequests.Header);
        var (session, rejection) = opens ? (await OpenAsync(http), null) : SessionRequests.Enter(http, sessions);
        if (session is null)
        {
            await rejection!.WriteAsync(http, message);
            return;
        }

        try
        {
            http.Response.Headers[SessionRequests.Header] = session.Id;
            if (!await Exchange.AnswerAsync(http, session.Transport, message, hasStatusCodes: false) && opens)
            {
                await sessions.RemoveAsync(session);
            }
        }
        finally
        {
            session.Leave();
        }
    }

    private async ValueTask<HttpSession?> OpenAsync(HttpContext http)
    {
        var session = await servers.ForSessionAsync(http);
        session.TryEnter();
        session.Start();
        await sessions.AddAsync(session);
        return session;
    }
}
