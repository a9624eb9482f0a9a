using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>A policy engine over HTTP, on this machine: answers what it is told to, spoiled as it is told to.</summary>
internal sealed class PolicyServerDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    private PolicyServerDouble(WebApplication app) => _app = app;

    /// <summary>What an answer is made of: null for an error of the engine.</summary>
    public Func<string, RegoObject, RegoObject?> Answer { get; set; } = (_, _) => null;

    public WireFault Fault { get; set; }

    /// <summary>A member that a good answer has besides.</summary>
    public string? Besides { get; set; }

    public bool Packs { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public List<(string Path, string? Token, string? Encoding, RegoObject Body)> Seen { get; } = [];

    public string Url => _app.Urls.Single();

    /// <summary>Done when a fault that lasts has begun.</summary>
    public Task Reached => _reached.Task;

    public static async Task<PolicyServerDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new PolicyServerDouble(builder.Build());
        server._app.Run(server.ServeAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        var question = await QuestionAsync(http.Request);
        lock (Seen)
        {
            Seen.Add((http.Request.Path, http.Request.Headers.Authorization, http.Request.Headers.ContentEncoding, question));
        }

        if (Answer(http.Request.Path, question) is not { } answer)
        {
            http.Response.StatusCode = 500;
            await WriteAsync(http.Response, """{"code": "internal_error"}"""u8.ToArray());
            return;
        }

        await SpoiledAsync(http, Encoding.UTF8.GetBytes(answer.ToJson()));
    }

    private async Task SpoiledAsync(HttpContext http, byte[] good)
    {
        var response = http.Response;
        response.ContentType = "application/json";
        switch (Fault)
        {
            case WireFault.None when Packs:
                response.Headers.ContentEncoding = "gzip";
                await WriteAsync(response, Gzip(good));
                break;
            case WireFault.None when Besides is { } besides:
                await WriteAsync(response, With(good, Encoding.UTF8.GetBytes($"\"x\": {besides}")));
                break;
            case WireFault.None:
                await WriteAsync(response, good);
                break;
            case WireFault.Aborted:
                http.Abort();
                break;
            case WireFault.Silent:
                await HangAsync(http);
                break;
            case WireFault.DripFed:
                await response.Body.WriteAsync(good.AsMemory(0, 1));
                await response.Body.FlushAsync();
                await HangAsync(http);
                break;
            case WireFault.Status500 or WireFault.Status403 or WireFault.Status206:
                response.StatusCode = int.Parse(Fault.ToString()[^3..], System.Globalization.CultureInfo.InvariantCulture);
                await WriteAsync(response, good);
                break;
            case WireFault.Redirect:
                response.StatusCode = 307;
                response.Headers.Location = $"{Url}/elsewhere";
                await WriteAsync(response, good);
                break;
            case WireFault.ContentTypeText:
                response.ContentType = "text/html";
                await WriteAsync(response, good);
                break;
            case WireFault.NoContentType:
                response.ContentType = null;
                await WriteAsync(response, good);
                break;
            case WireFault.Charset:
                response.ContentType = "application/json; charset=utf-7";
                await WriteAsync(response, good);
                break;
            case WireFault.Truncated:
                response.ContentLength = good.Length + 10;
                await CutAsync(http, good);
                break;
            case WireFault.CutChunks:
                await CutAsync(http, good);
                break;
            case WireFault.CutJson:
                await WriteAsync(response, good[..^1]);
                break;
            case WireFault.TwoValues:
                await WriteAsync(response, [.. good, .. good]);
                break;
            case WireFault.Empty:
                await WriteAsync(response, []);
                break;
            case WireFault.List:
                await WriteAsync(response, [.. "["u8, .. good, .. "]"u8]);
                break;
            case WireFault.Null:
                await WriteAsync(response, "null"u8.ToArray());
                break;
            case WireFault.Comments:
                await WriteAsync(response, [.. "/**/"u8, .. good]);
                break;
            case WireFault.InvalidUtf8:
                await WriteAsync(response, With(good, [.. "\"x\": \""u8, 0xC3, 0x28, .. "\""u8]));
                break;
            case WireFault.NamesTwice:
                await WriteAsync(response, With(good, good.AsSpan(1, good.Length - 2)));
                break;
            case WireFault.Oversized:
                await WriteAsync(response, With(good, Encoding.UTF8.GetBytes($"\"x\": \"{new string('x', 2 * 1024 * 1024)}\"")));
                break;
            case WireFault.Deep:
                await WriteAsync(response, With(good, Encoding.UTF8.GetBytes($"\"x\": {new string('[', 100_000)}{new string(']', 100_000)}")));
                break;
            case WireFault.GzipBomb:
                response.Headers.ContentEncoding = "gzip";
                await WriteAsync(response, Gzip(With(good, Encoding.UTF8.GetBytes($"\"x\": \"{new string('x', 64 * 1024 * 1024)}\""))));
                break;
            case WireFault.NoGzip:
                response.Headers.ContentEncoding = "gzip";
                await WriteAsync(response, good);
                break;
            case WireFault.UnknownEncoding:
                response.Headers.ContentEncoding = "br";
                await WriteAsync(response, good);
                break;
        }
    }

    private async Task HangAsync(HttpContext http)
    {
        _reached.TrySetResult();
        var gone = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task CutAsync(HttpContext http, byte[] good)
    {
        await http.Response.Body.WriteAsync(good);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static async Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentLength ??= body.Length;
        try
        {
            await response.Body.WriteAsync(body);
        }
        catch (IOException)
        {
            // The client has read as much as it wants.
        }
    }

    private static byte[] With(byte[] good, ReadOnlySpan<byte> member) => [.. good.AsSpan(0, good.Length - 1), .. ","u8, .. member, .. "}"u8];

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private static async Task<RegoObject> QuestionAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await using Stream source = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        await source.CopyToAsync(body);
        return body.Length == 0 ? RegoObject.Empty : (RegoObject)RegoJson.Parse(body.ToArray());
    }
}
