using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore;

/// <summary>Settings of an MCP endpoint served over HTTP.</summary>
public class HttpServerTransportOptions
{
    /// <summary>Gets or sets who gets a session.</summary>
    /// <value><see cref="HttpServerSessionMode.Stateless"/>.</value>
    public HttpServerSessionMode SessionMode { get; set; } = HttpServerSessionMode.Stateless;

    /// <summary>Gets or sets <see cref="SessionMode"/> as a choice of two: stateless, or a session for everybody.</summary>
    /// <value><see langword="true"/>.</value>
    public bool Stateless
    {
        get => SessionMode is HttpServerSessionMode.Stateless;
        set => SessionMode = value ? HttpServerSessionMode.Stateless : HttpServerSessionMode.Stateful;
    }

    /// <summary>
    /// Gets or sets a step that adjusts a server's own copy of its options before it starts: once for each
    /// stateless request, once for each session.
    /// </summary>
    public Func<HttpContext, McpServerOptions, CancellationToken, Task>? ConfigureSessionOptions { get; set; }

    /// <summary>Gets or sets how long a session may go without a request before it is closed.</summary>
    /// <value>Two hours. <see cref="Timeout.InfiniteTimeSpan"/> keeps sessions until the cap closes them.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Gets or sets how many sessions may be kept; a further one closes the session idle for longest.</summary>
    /// <value>10,000.</value>
    public int MaxIdleSessionCount { get; set; } = 10_000;

    /// <summary>Gets or sets the clock that measures idleness.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
