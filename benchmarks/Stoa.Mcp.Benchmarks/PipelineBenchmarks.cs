using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Benchmarks;

/// <summary>The whole pipeline without HTTP: an allowed call from its facts to the record of its outcome.</summary>
public class PipelineBenchmarks : HostedBenchmark
{
    private GovernancePipeline _pipeline = null!;
    private HttpCalls _calls = null!;
    private McpMessageLimits _limits = null!;
    private DefaultHttpContext _request = null!;

    /// <summary>Reading the message, building the call, steps 1 to 5, 8 and 9.</summary>
    [Benchmark]
    public async Task<bool> AdmitBeginComplete()
    {
        var message = McpMessageReader.Read(SampleCall.Body, _limits).Message!;
        var call = _calls.ForMessage(_request, message, SampleCall.Version, SampleCall.Body.Length);
        var decision = await _pipeline.AdmitAsync(call, Host.Jwt, default);
        var unrecorded = await _pipeline.BeginAsync(call)
            ?? await _pipeline.CompleteAsync(call, new CallCompletion(CallOutcome.Success, TimeSpan.FromMilliseconds(1)) { ResponseBytes = 300 });
        return decision.Allowed && unrecorded is null ? true : throw new InvalidOperationException("The call was not allowed and recorded.");
    }

    /// <summary>Reading the message and building the call alone.</summary>
    [Benchmark]
    public object BuildCall() =>
        _calls.ForMessage(_request, McpMessageReader.Read(SampleCall.Body, _limits).Message!, SampleCall.Version, SampleCall.Body.Length);

    /// <summary>Steps 1 to 4, with the unit given back.</summary>
    [Benchmark]
    public async Task<bool> BuildAdmit()
    {
        var call = _calls.ForMessage(_request, Host.Message, SampleCall.Version, SampleCall.Body.Length);
        var decision = await _pipeline.AdmitAsync(call, Host.Jwt, default);
        call.Lease?.GiveBack();
        return decision.Allowed;
    }

    protected override void Prepare()
    {
        _pipeline = Host.Get<GovernancePipeline>();
        _calls = Host.Get<HttpCalls>();
        _limits = Host.Get<IOptions<McpMessageLimits>>().Value;
        _request = SampleCall.Request(Host.Bearer);
    }
}
