namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>The least that a forwarder can do: headers and body both ways, looked at by nobody.</summary>
internal static class BareForwarder
{
    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Host" };

    public static async Task ForwardAsync(HttpContext context, HttpMessageInvoker client, Uri upstream)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), upstream);
        if (context.Request.ContentLength is > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!Hop.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var answer = await client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!Hop.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (answer.Content.Headers.ContentLength is null)
        {
            await context.Response.StartAsync(context.RequestAborted);
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
