using Stoa.Mcp.Governance.Auditing;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// Where a decision point is asked: as configured, or as its metadata says (AuthZEN Authorization API 1.0, "Policy Decision Point Metadata"). Metadata is read
/// once and again each hour; where it cannot be, nothing is asked.
/// </summary>
internal sealed class AuthZenEndpoints(RemotePolicyClient client, AuthZenOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading? _known = options.Discover ? null : Configured(options);

    /// <summary>Where the metadata is; null where it is not read.</summary>
    public Uri? Metadata { get; } = options.Discover ? WellKnown(new Uri(options.Url)) : null;

    /// <summary>The addresses; the second is null where several questions cannot be asked at once.</summary>
    /// <exception cref="PolicyFault">The metadata cannot be used.</exception>
    public async ValueTask<(Uri One, Uri? Several)> FindAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
        {
            return (known.One, known.Several);
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            var read = Fresh() ?? Read(await client.GetAsync(Metadata!, cancellationToken));
            _known = read;
            return (read.One, read.Several);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private Reading? Fresh() => _known is { } known && (Metadata is null || time.GetUtcNow() < known.Until) ? known : null;

    private static Reading Configured(AuthZenOptions options)
    {
        var url = options.Url.TrimEnd('/');
        return new Reading(new Uri(url + options.EvaluationPath), options.Batch ? new Uri(url + options.EvaluationsPath) : null, DateTimeOffset.MaxValue);
    }

    // Between host and path (RFC 8615).
    private static Uri WellKnown(Uri identifier) =>
        new($"{identifier.GetLeftPart(UriPartial.Authority)}/.well-known/authzen-configuration{(identifier.AbsolutePath == "/" ? "" : identifier.AbsolutePath)}");

    private Reading Read(RegoObject metadata)
    {
        // Identical, or whoever answers is another decision point ("Policy Decision Point Metadata Validation").
        if (metadata.Find("policy_decision_point") is not RegoString identifier || identifier.Value != options.Url)
        {
            throw client.Odd($"with metadata whose policy_decision_point is {Shown(metadata.Find("policy_decision_point"))}, and not '{options.Url}', as Stoa:Policy:AuthZen:Url says");
        }

        var one = Endpoint(metadata, "access_evaluation_endpoint") ?? throw client.Odd("with metadata without access_evaluation_endpoint");
        var several = Endpoint(metadata, "access_evaluations_endpoint");
        return new Reading(one, options.Batch ? several : null, time.GetUtcNow() + KeptFor);
    }

    // The token and the caller's data go to whom they were configured for, and nowhere else.
    private Uri? Endpoint(RegoObject metadata, string name) => metadata.Find(name) switch
    {
        null => null,
        RegoString text when Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && IsSameOrigin(address) => address,
        var other => throw client.Odd($"with metadata whose {name} is {Shown(other)}; allowed: an address of the same scheme, host and port as Stoa:Policy:AuthZen:Url"),
    };

    private bool IsSameOrigin(Uri address) =>
        address.UserInfo.Length == 0 && address.Fragment.Length == 0 && Uri.Compare(address, new Uri(options.Url), UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.Ordinal) == 0;

    private static string Shown(RegoValue? value) => value is null ? "absent" : BoundedText.Of(value.ToString(), BoundedText.MostOfClient);

    private sealed record Reading(Uri One, Uri? Several, DateTimeOffset Until);
}
