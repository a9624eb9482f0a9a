using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Stoa.Rego.Builtins;

/// <summary><c>http.send</c>: one request, its response within the query's time and budgets. Options of TLS are not supported.</summary>
internal static class HttpCalls
{
    private const string NetworkError = "eval_http_send_network_error";
    private const string InternalError = "eval_http_send_internal_error";
    private const int MostRedirects = 10;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);
    private static readonly Lazy<HttpClient> Plain = new(() => Client(redirects: false));
    private static readonly Lazy<HttpClient> Redirecting = new(() => Client(redirects: true));

    public static RegoValue? Send(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var request = (RegoObject)operands[0];
        var raises = Flag(request, "raise_error", otherwise: true);
        try
        {
            RequestParameters.Check(request);
            return Send(context, request);
        }
        catch (BuiltinFailure) when (raises)
        {
            throw;
        }
        catch (BuiltinFailure failure)
        {
            return Failed(InternalError, failure.Message);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException)
        {
            return raises ? throw new BuiltinFailure(error.Message) : Failed(NetworkError, error.Message);
        }
    }

    private static RegoObject Send(BuiltinContext context, RegoObject parameters)
    {
        using var request = Request(context, parameters);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        stop.CancelAfter(Timeout(parameters.Find("timeout")));
        var client = (Flag(parameters, "enable_redirect", otherwise: false) ? Redirecting : Plain).Value;
        try
        {
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            using var content = response.Content.ReadAsStream(stop.Token);
            return HttpResponses.Shape(context, response, Read(context, content, stop.Token), parameters);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri}: request timed out");
        }
    }

    private static HttpRequestMessage Request(BuiltinContext context, RegoObject parameters)
    {
        var unsupported = parameters.Select(member => ((RegoString)member.Key).Value).FirstOrDefault(name => name.StartsWith("tls_", StringComparison.Ordinal));
        if (unsupported is not null)
        {
            throw new BuiltinFailure($"the parameter {RegoString.Of(unsupported)} is not supported: TLS is as the platform has it");
        }

        var url = ((RegoString)parameters.Find("url")!).Value;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new BuiltinFailure($"{RegoString.Of(url)} is no URL of HTTP");
        }

        HttpRequestMessage? request = null;
        try
        {
            request = new HttpRequestMessage(new HttpMethod(((RegoString)parameters.Find("method")!).Value.ToUpperInvariant()), uri);
            var body = RequestParameters.Body(context, parameters);
            request.Content = body.Length > 0 ? new ByteArrayContent(body) : null;
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Stoa.Rego", null));
            SetHeaders(request, parameters.Find("headers"));
            return request;
        }
        catch (FormatException error)
        {
            request?.Dispose();
            throw new BuiltinFailure(error.Message);
        }
        catch (BuiltinFailure)
        {
            request?.Dispose();
            throw;
        }
    }

    private static void SetHeaders(HttpRequestMessage request, RegoValue? headers)
    {
        foreach (var (key, value) in headers as RegoObject ?? (headers is null ? RegoObject.Empty : throw new BuiltinFailure("invalid type for headers key")))
        {
            var (name, text) = key is RegoString named && value is RegoString given ? (named.Value, given.Value) : throw new BuiltinFailure($"invalid type for headers value {value}");
            if (text.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                throw new BuiltinFailure($"the header {RegoString.Of(name)} has a line end");
            }

            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.Host = text;
                continue;
            }

            if (name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.UserAgent.Clear();
            }

            // Those that describe the body belong to it.
            if (!request.Headers.TryAddWithoutValidation(name, text) && !(request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, text))
            {
                throw new BuiltinFailure($"{RegoString.Of(name)} is no name of a header");
            }
        }
    }

    private static byte[] Read(BuiltinContext context, Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        while (content.Read(buffer) is var count and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Produce(count);
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static TimeSpan Timeout(RegoValue? timeout)
    {
        long? nanoseconds = timeout switch
        {
            null => DefaultTimeout.Ticks * TimeSpan.NanosecondsPerTick,
            RegoNumber number when number.TryGetInt64(out var value) => value,
            RegoString text => GoDuration.Parse(text.Value, out var fault) ?? throw new BuiltinFailure(fault!),
            _ => throw new BuiltinFailure("'timeout' must be one of {string, number}"),
        };
        var span = TimeSpan.FromTicks(nanoseconds.Value / TimeSpan.NanosecondsPerTick);
        return span <= TimeSpan.Zero || span > LongestTimeout ? LongestTimeout : span;
    }

    private static bool Flag(RegoObject request, string name, bool otherwise) => request.Find(name) switch
    {
        null => otherwise,
        RegoBoolean flag => flag.Value,
        _ => throw new BuiltinFailure(string.Create(CultureInfo.InvariantCulture, $"\"{name}\" must be a boolean")),
    };

    private static RegoObject Failed(string code, string message) =>
        RegoObject.Of(("status_code", 0L), ("error", RegoObject.Of(("code", code), ("message", message))));

    private static HttpClient Client(bool redirects) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = redirects,
        MaxAutomaticRedirections = MostRedirects,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };
}
