using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads the spec of a <c>Tenant</c>; every field is optional, and so is the spec.</summary>
internal static class TenantReader
{
    private static readonly WordTable<SenderConstraint> SenderConstraints =
        new(("optional", SenderConstraint.Optional), ("required", SenderConstraint.Required));

    public static TenantResource Read(ResourceHeader header, FieldReader? spec)
    {
        if (spec is null)
        {
            return new TenantResource { Name = header.Name ?? "", Source = header.Source };
        }

        var tenant = new TenantResource
        {
            Name = header.Name ?? "",
            DisplayName = spec.Text("displayName"),
            Enabled = spec.Flag("enabled", absent: true),
            Issuers = spec.Texts("issuers", NameRules.Issuer) ?? [],
            SenderConstrained = ReadSenderConstrained(spec),
            Quotas = QuotaRuleReader.Read(spec, header.Tenant),
            Source = header.Source,
        };
        spec.RefuseOthers();
        return tenant;
    }

    private static SenderConstraint ReadSenderConstrained(FieldReader spec)
    {
        if (spec.Fields("authentication") is not { } fields)
        {
            return SenderConstraint.Optional;
        }

        var word = fields.Text("senderConstrained", SenderConstraints.Check);
        fields.RefuseOthers();
        return word is null ? SenderConstraint.Optional : SenderConstraints.Read(word);
    }
}
