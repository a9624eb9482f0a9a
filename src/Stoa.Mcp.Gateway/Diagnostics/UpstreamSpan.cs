using System.Diagnostics;
using System.Net;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Diagnostics;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Gateway.Diagnostics;

/// <summary>The client's span of one attempt to send a message to an upstream (OpenTelemetry conventions for MCP and HTTP).</summary>
internal static class UpstreamSpan
{
    /// <summary>Begins it, under the span of the call; null where nobody listens, or the call is not traced here: then the client's own trace goes on.</summary>
    public static Activity? Start(UpstreamRequest request, UpstreamOptions upstream)
    {
        if (Activity.Current is null || !GovernanceTelemetry.Source.HasListeners())
        {
            return null;
        }

        var span = GovernanceTelemetry.Source.StartActivity(GovernanceTelemetry.SpanName(request.Call), ActivityKind.Client);
        if (span is not { IsAllDataRequested: true })
        {
            return span;
        }

        var address = new Uri(upstream.Url!);
        span.SetTag(Names.MethodName, GovernanceTelemetry.SafeMethod(request.Call));
        span.SetTag(GatewayTelemetryNames.Upstream, upstream.Name);
        span.SetTag("server.address", address.Host);
        span.SetTag("server.port", address.Port);
        span.SetTag("http.request.method", request.Method.Method);
        return span;
    }

    /// <summary>It was answered.</summary>
    public static void Answered(Activity? span, HttpStatusCode status)
    {
        span?.SetTag("http.response.status_code", (int)status);
        if ((int)status >= 400)
        {
            span?.SetTag(Names.ErrorType, ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture));
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>It was not answered.</summary>
    public static void Failed(Activity? span, Exception error)
    {
        span?.SetTag(Names.ErrorType, error.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
