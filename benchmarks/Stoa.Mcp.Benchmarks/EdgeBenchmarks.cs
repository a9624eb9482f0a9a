using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Benchmarks;

public class EdgeBenchmarks : HostedBenchmark
{
    private McpMessageLimits _limits = null!;
    private IHeaderDictionary _headers = null!;

    [Benchmark]
    public bool ReadStrictly() => McpMessageReader.Read(SampleCall.Body, _limits).Succeeded;

    [Benchmark]
    public bool CheckStandardHeaders() =>
        StandardHeaders.Check(_headers, HeaderNames.TraitsOf(_headers), Host.Message, default, "2025-06-18", out _) is null;

    protected override void Prepare()
    {
        _limits = Host.Get<IOptions<McpMessageLimits>>().Value;
        _headers = SampleCall.Request(Host.Bearer).Request.Headers;
    }
}
