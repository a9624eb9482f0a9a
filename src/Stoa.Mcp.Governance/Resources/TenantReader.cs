namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads the spec of a <c>Tenant</c>; every field is optional, and so is the spec.</summary>
internal static class TenantReader
{
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
            Quotas = QuotaRuleReader.Read(spec, header.Tenant),
            Source = header.Source,
        };
        spec.RefuseOthers();
        return tenant;
    }
}
