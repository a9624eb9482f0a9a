using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Operations of HTTP APIs as tools: which there are, and calls of them.</summary>
internal sealed class RestTools(RestToolFactory factory, RestClient client, ILogger<RestTools> logger)
{
    private const int StatusUnauthorized = 401;
    private const int TraceParentLength = 55;

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}"u8);

    private Edition _edition = new(ResourceSnapshot.Empty, []);

    /// <summary>The tools of a state of the resources, by name; made once for each state.</summary>
    public IReadOnlyList<RestTool> Of(ResourceSnapshot snapshot)
    {
        var edition = Volatile.Read(ref _edition);
        if (!ReferenceEquals(edition.Snapshot, snapshot))
        {
            edition = new Edition(snapshot, [.. snapshot.Tools.Where(tool => tool.Enabled).Select(Create).OfType<RestTool>()]);
            Volatile.Write(ref _edition, edition);
        }

        return edition.Tools;
    }

    /// <summary>Calls the API of a tool. Whatever comes of it is a result: where there is none, one with <c>isError</c> that says so in a sentence.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">The call's arguments; undefined where it has none.</param>
    /// <param name="traceparent">W3C trace context to send on, or null.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>A <c>CallToolResult</c>.</returns>
    public async ValueTask<JsonObject> CallAsync(RestTool tool, JsonElement arguments, string? traceparent, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(tool, arguments.ValueKind == JsonValueKind.Undefined ? NoArguments : arguments);
            if (traceparent is { Length: TraceParentLength } && traceparent.All(character => char.IsAsciiHexDigitLower(character) || character == '-'))
            {
                request.Headers.TryAddWithoutValidation("traceparent", traceparent);
            }

            await tool.Credential.ApplyAsync(request, call: null, cancellationToken);
            var answer = await client.SendAsync(request, tool.Resource.Timeout, cancellationToken);
            if (answer.Status == StatusUnauthorized)
            {
                tool.Credential.Refused(request, call: null);
            }

            return RestResult.Of(tool, answer);
        }
        catch (RestFault fault)
        {
            if (fault.Detail is { } detail)
            {
                logger.CallFailed(tool.Name, detail);
            }

            return RestResult.Error(fault.Message);
        }
        catch (UpstreamCredentialException error)
        {
            logger.CredentialUnavailable(tool.Name, error.Message);
            return RestResult.Error(RestSentences.NoCredential);
        }
    }

    private static HttpRequestMessage RequestOf(RestTool tool, JsonElement arguments)
    {
        if (tool.Input.Check(arguments) is { } fault)
        {
            throw new RestFault(RestSentences.Unfit(fault.Place, fault.Reason));
        }

        try
        {
            return RestRequest.Create(tool, arguments);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // Half a character, somewhere that the schema says nothing of.
            throw new RestFault(RestSentences.NotText);
        }
    }

    private RestTool? Create(ToolResource resource)
    {
        var tool = factory.Create(resource, out var refusal);
        if (tool is null)
        {
            logger.ToolUnusable(resource.Name, resource.Source, refusal!);
        }

        return tool;
    }

    private sealed record Edition(ResourceSnapshot Snapshot, IReadOnlyList<RestTool> Tools);
}
