using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>A handler for everything that a server can have a handler for. What is named <c>acme…</c> is acme's, what is named <c>globex…</c> globex's.</summary>
internal static class ProbeHandlers
{
    public const string CustomMethod = "acme/custom";

    public const string CustomNotification = "notifications/acme/custom";

    public static readonly string[] Tools = ["acme_echo", "acme_secret", "acme_ask", "acme_task", "acme_progress", "acme_fail", "globex_echo", "globex_ask", "globex_task"];

    public static readonly string[] TaskMethods = ["tasks/get", "tasks/result", "tasks/update", "tasks/cancel", "tasks/list"];

    public static IMcpServerBuilder WithProbeHandlers(this IMcpServerBuilder builder, HandlerEntries entries, ProbeTasks tasks)
    {
        builder.Services.Configure<McpServerOptions>(options =>
        {
            options.Capabilities = new ServerCapabilities { Resources = new() { Subscribe = true }, Logging = new(), Completions = new() };
            SetTools(options.Handlers, entries, tasks);
            SetPromptsAndResources(options.Handlers, entries);
            SetOthers(options.Handlers, entries, tasks);
            options.RequestHandlers = [.. TaskMethods.Append(CustomMethod).Select(method => Custom(method, entries, tasks))];
        });
        return builder.WithMessageFilters(filters => filters.AddIncomingFilter(next => (context, cancellationToken) =>
        {
            entries.Pass();
            return next(context, cancellationToken);
        }));
    }

    private static void SetTools(McpServerHandlers handlers, HandlerEntries entries, ProbeTasks tasks)
    {
        handlers.ListToolsHandler = (_, _) => Entered(entries, "tools/list", new ListToolsResult
        {
            Tools = [.. Tools.Select(name => new Tool { Name = name, Description = $"The tool {name}." })],
            TimeToLive = TimeSpan.FromHours(1),
            CacheScope = CacheScope.Public,
        });
        handlers.CallToolWithAlternateHandler = async (request, cancellationToken) =>
        {
            entries.Enter("tools/call");
            var name = request.Params!.Name;
            switch (name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..])
            {
                case "ask" when request.Params.RequestState is { } state:
                    return Text($"state {state}");
                case "ask":
                    throw new InputRequiredException(
                        new Dictionary<string, InputRequest> { ["q"] = InputRequest.ForElicitation(new() { Message = "Sure?", RequestedSchema = new() }) }, "inner-state");
                case "task":
                    return ResultOrAlternate<CallToolResult>.FromAlternate(new ProbeTaskResult { TaskId = tasks.Make() }, ProbeTaskResult.TypeInfo);
                case "progress":
                    await request.Server.NotifyProgressAsync(request.Params.ProgressToken ?? new("p"), new() { Progress = 1, Message = "half" }, cancellationToken: cancellationToken);
                    return Text("done");
                case "fail":
                    throw new InvalidOperationException("The tool fails.");
                default:
                    return Text($"ran {name} with {request.Params.Arguments?.Count ?? 0}");
            }
        };
    }

    private static void SetPromptsAndResources(McpServerHandlers handlers, HandlerEntries entries)
    {
        handlers.ListPromptsHandler = (_, _) => Entered(entries, "prompts/list", new ListPromptsResult
        {
            Prompts = [new() { Name = "acme_prompt" }, new() { Name = "globex_prompt" }],
            CacheScope = CacheScope.Public,
        });
        handlers.GetPromptHandler = (request, _) => Entered(entries, "prompts/get", new GetPromptResult
        {
            Messages = [new() { Role = Role.User, Content = new TextContentBlock { Text = request.Params!.Name } }],
        });
        handlers.ListResourcesHandler = (_, _) => Entered(entries, "resources/list", new ListResourcesResult
        {
            Resources = [new() { Name = "acme doc", Uri = "acme://doc" }, new() { Name = "globex doc", Uri = "globex://doc" }],
            CacheScope = CacheScope.Public,
        });
        handlers.ListResourceTemplatesHandler = (_, _) => Entered(entries, "resources/templates/list", new ListResourceTemplatesResult
        {
            ResourceTemplates = [new() { Name = "acme docs", UriTemplate = "acme://{x}" }, new() { Name = "globex docs", UriTemplate = "globex://{x}" }],
            CacheScope = CacheScope.Public,
        });
        handlers.ReadResourceHandler = (request, _) => Entered(entries, "resources/read", new ReadResourceResult
        {
            Contents = [new TextResourceContents { Uri = request.Params!.Uri, Text = "text" }],
            TimeToLive = TimeSpan.FromHours(1),
            CacheScope = CacheScope.Public,
        });
        handlers.SubscribeToResourcesHandler = (_, _) => Entered(entries, "resources/subscribe", new EmptyResult());
        handlers.UnsubscribeFromResourcesHandler = (_, _) => Entered(entries, "resources/unsubscribe", new EmptyResult());
    }

    private static void SetOthers(McpServerHandlers handlers, HandlerEntries entries, ProbeTasks tasks)
    {
        handlers.CompleteHandler = (_, _) => Entered(entries, "completion/complete", new CompleteResult { Completion = new() { Values = ["completed"] } });
        handlers.SetLoggingLevelHandler = (_, _) => Entered(entries, "logging/setLevel", new EmptyResult());
        handlers.SubscriptionsListenHandler = async (request, cancellationToken) =>
        {
            entries.Enter("subscriptions/listen");
            foreach (var uri in request.Params?.Notifications?.ResourceSubscriptions ?? [])
            {
                await Updated(request.Server, uri, cancellationToken);
            }

            // An app that is careless about whom it tells.
            await Updated(request.Server, "acme://doc", cancellationToken);
            await Updated(request.Server, "globex://doc", cancellationToken);
            await TellOfTasks(request.Server, request.JsonRpcRequest.Params, tasks, cancellationToken);
            return new EmptyResult();
        };
        handlers.NotificationHandlers = [.. Methods.Notifications.Append(CustomNotification).Select(method =>
            KeyValuePair.Create<string, Func<JsonRpcNotification, CancellationToken, ValueTask>>(method, (_, _) =>
            {
                entries.Enter(method);
                return default;
            }))];
    }

    private static McpServerRequestHandler Custom(string method, HandlerEntries entries, ProbeTasks tasks) => new()
    {
        Method = method,
        RoutingNameParameter = method is CustomMethod or "tasks/list" ? null : "taskId",
        Handler = (request, _) =>
        {
            entries.Enter(method);
            return ValueTask.FromResult<JsonNode?>(method switch
            {
                CustomMethod => new JsonObject { ["ran"] = method },
                "tasks/list" => new JsonObject { ["tasks"] = new JsonArray([.. tasks.Ids.Select(id => Described(id, tasks))]) },
                "tasks/result" => new JsonObject
                {
                    ["content"] = new JsonArray(),
                    ["_meta"] = new JsonObject { ["io.modelcontextprotocol/related-task"] = new JsonObject { ["taskId"] = (string?)request.Params?["taskId"] } },
                },
                _ => Changed(method, (string?)request.Params?["taskId"] ?? "", tasks),
            });
        },
    };

    private static JsonObject Changed(string method, string id, ProbeTasks tasks)
    {
        if (tasks.StateOf(id) is null)
        {
            throw new McpProtocolException($"Unknown task: '{id}'", McpErrorCode.InvalidParams);
        }

        if (method is "tasks/update" or "tasks/cancel")
        {
            tasks.Set(id, method);
        }

        return Described(id, tasks);
    }

    private static JsonObject Described(string id, ProbeTasks tasks) =>
        new() { ["taskId"] = id, ["status"] = tasks.StateOf(id), ["ttlMs"] = 3_600_000 };

    private static Task Updated(McpServer server, string uri, CancellationToken cancellationToken) => server.SendNotificationAsync(
        NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = uri }, cancellationToken: cancellationToken);

    private static async Task TellOfTasks(McpServer server, JsonNode? parameters, ProbeTasks tasks, CancellationToken cancellationToken)
    {
        if (parameters?["notifications"]?["taskIds"] is JsonArray wanted)
        {
            await Send("notifications/subscriptions/acknowledged", new() { ["notifications"] = new JsonObject { ["taskIds"] = wanted.DeepClone() } });
            foreach (var id in tasks.Ids.Order())
            {
                await Send("notifications/tasks", Described(id, tasks));
                await Send("notifications/tasks/status", Described(id, tasks));
            }
        }

        Task Send(string method, JsonObject about) =>
            server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = about }, cancellationToken);
    }

    private static ValueTask<T> Entered<T>(HandlerEntries entries, string handler, T result)
    {
        entries.Enter(handler);
        return ValueTask.FromResult(result);
    }

    private static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
