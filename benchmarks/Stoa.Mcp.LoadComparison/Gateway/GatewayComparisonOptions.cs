using System.Globalization;
using System.Text.Json.Serialization;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>What to compare of gateways, and how long.</summary>
internal sealed record GatewayComparisonOptions
{
    public const string Usage = """
        Compares ways to put something in front of an MCP server: nothing, nginx, a bare forwarder, YARP's, and the gateway with everything on.

          --rounds N          rounds, each of which runs every variant at every number of connections; many short ones, since what else the machine does changes from minute to minute (20)
          --requests N        requests per variant, round and number of connections (4000)
          --warm-up N         requests per variant before the first round; compiling goes on for longer than 100000 (150000)
          --connections A,B   numbers of connections (1,32,128)
          --streams N         idle event streams to measure the memory of, in front of least; 0 for none (1000)
          --variants A,B      of direct, nginx, bare, yarp, buffered, before-answer (all)
          --upstream SERVER   least, which answers from memory; sdk, a server of the C# SDK, which answers with a stream of events; or node, one of
                              the TypeScript SDK, which answers with JSON and needs Node.js and npm (least)
          --sidecar FILE      a published sidecar to measure as well, in audit mode Buffered
          --output FOLDER     where to write <date>-gateway.md and .json, with -sdk or -node for those upstreams (nothing is written)
        """;

    /// <summary>Servers to stand in front of, as the command line names them.</summary>
    public const string Least = "least", Sdk = "sdk", Node = "node";

    public int Rounds { get; private init; } = 20;

    public int Requests { get; private init; } = 4_000;

    public int WarmUp { get; private init; } = 150_000;

    public IReadOnlyList<int> Connections { get; private init; } = [1, 32, 128];

    public int Streams { get; private init; } = 1000;

    public IReadOnlyList<string> Compared { get; private init; } = GatewayVariants.All;

    /// <summary>The server behind all.</summary>
    public string Upstream { get; private init; } = Least;

    [JsonIgnore] // results are read on other machines
    public string? Sidecar { get; private init; }

    [JsonIgnore]
    public string? Output { get; private init; }

    public static GatewayComparisonOptions? Parse(string[] args, out string? problem) =>
        OptionPairs.Parse(args, new GatewayComparisonOptions(), static (options, name, value) => options.With(name, value), out problem);

    private GatewayComparisonOptions? With(string name, string value)
    {
        var isNumber = int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n >= 0;
        return name switch
        {
            "--rounds" when isNumber && n > 0 => this with { Rounds = n },
            "--requests" when isNumber && n > 0 => this with { Requests = n },
            "--warm-up" when isNumber => this with { WarmUp = n },
            "--streams" when isNumber => this with { Streams = n },
            "--connections" => this with { Connections = [.. value.Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture))] },
            "--variants" when value.Split(',').All(GatewayVariants.All.Contains) => this with { Compared = value.Split(',') },
            "--upstream" when value is Least or Sdk or Node => this with { Upstream = value },
            "--sidecar" when File.Exists(value) => this with { Sidecar = Path.GetFullPath(value), Compared = [.. Compared, GatewayVariants.Sidecar] },
            "--output" => this with { Output = value },
            _ => null,
        };
    }
}
