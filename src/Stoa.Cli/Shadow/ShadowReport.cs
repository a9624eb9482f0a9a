using System.Globalization;
using Stoa.Cli.Audit.Filters;
using Stoa.Trail;

namespace Stoa.Cli.Shadow;

/// <summary>What the records of the mode <c>shadow</c> say, added up. Records of other modes do not count.</summary>
/// <param name="code">The code of denials that are listed, by number or name; null for all.</param>
internal sealed class ShadowReport(string? code)
{
    /// <summary>Callers choose names: beyond so many groups, denials are counted and not told apart.</summary>
    public const int MostGroups = 10_000;

    private readonly Dictionary<DenialKey, DenialGroup> _groups = [];
    private bool _refusalsAreShadows;

    public long WouldAllow { get; private set; }

    public long WouldDeny { get; private set; }

    /// <summary>Refused before a tenant was known, those that were only counted too.</summary>
    public long RefusedBeforeTenant { get; private set; }

    public long Seen => WouldAllow + WouldDeny + RefusedBeforeTenant;

    /// <summary>Denials that no group has.</summary>
    public long NotListed { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    /// <summary>Denials told apart: by tenant, the most frequent first.</summary>
    public IReadOnlyList<DenialGroup> Groups =>
    [
        .. _groups.Values.OrderBy(group => group.Key.Tenant is null).ThenBy(group => group.Key.Tenant, StringComparer.Ordinal).ThenByDescending(group => group.Count)
            .ThenBy(group => group.Key.Caller, StringComparer.Ordinal).ThenBy(group => group.Key.Target, StringComparer.Ordinal).ThenBy(group => group.First),
    ];

    public void Add(EntryView view)
    {
        switch (view.Entry.Kind)
        {
            case TrailEntryKinds.Outcome when IsShadow(view):
                WouldAllow++;
                Saw(view);
                break;
            case TrailEntryKinds.Denial:
                AddDenial(view);
                break;
            case TrailEntryKinds.Summary when _refusalsAreShadows:
                RefusedBeforeTenant += view.Number("count") ?? 0;
                Saw(view);
                break;
        }
    }

    private static bool IsShadow(EntryView view) => view.Text("transport", "kind") == "shadow";

    private void AddDenial(EntryView view)
    {
        var hasTenant = view.Entry.Tenant is not null;
        if (!hasTenant)
        {
            // A summary does not say how its refusals came; it follows one that does.
            _refusalsAreShadows = IsShadow(view);
        }

        if (!IsShadow(view))
        {
            return;
        }

        Saw(view);
        WouldDeny += hasTenant ? 1 : 0;
        RefusedBeforeTenant += hasTenant ? 0 : 1;
        if (code is null || view.Text("code_name") == code || view.Number("code")?.ToString(CultureInfo.InvariantCulture) == code)
        {
            Group(view);
        }
    }

    private void Group(EntryView view)
    {
        var key = DenialKey.Of(view);
        if (!_groups.TryGetValue(key, out var group))
        {
            if (_groups.Count == MostGroups)
            {
                NotListed++;
                return;
            }

            _groups[key] = group = new DenialGroup(key);
        }

        group.Add(view);
    }

    private void Saw(EntryView view)
    {
        First ??= view.Entry.Time;
        Last = view.Entry.Time;
    }
}
