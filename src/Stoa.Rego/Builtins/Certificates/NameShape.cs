namespace Stoa.Rego.Builtins;

/// <summary>A distinguished name, in the shape of Go's <c>pkix.Name</c>.</summary>
internal static class NameShape
{
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["2.5.4.6"] = "Country",
        ["2.5.4.7"] = "Locality",
        ["2.5.4.8"] = "Province",
        ["2.5.4.9"] = "StreetAddress",
        ["2.5.4.10"] = "Organization",
        ["2.5.4.11"] = "OrganizationalUnit",
        ["2.5.4.17"] = "PostalCode",
    };

    public static RegoObject Of(ReadOnlyMemory<byte> name)
    {
        var lists = Lists.Values.ToDictionary(list => list, _ => new List<RegoValue>());
        var names = new List<RegoValue>();
        var (commonName, serialNumber) = ("", "");
        var sequence = Der.Reader(name).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                var type = attribute.ReadObjectIdentifier();
                var value = Der.Text(attribute);
                names.Add(RegoObject.Of(("Type", Der.Arcs(type)), ("Value", value)));
                commonName = type == "2.5.4.3" ? value : commonName;
                serialNumber = type == "2.5.4.5" ? value : serialNumber;
                if (Lists.TryGetValue(type, out var list))
                {
                    lists[list].Add(value);
                }
            }
        }

        var shape = new RegoObjectBuilder
        {
            ["CommonName"] = commonName,
            ["SerialNumber"] = serialNumber,
            ["Names"] = Der.List(names),
            ["ExtraNames"] = RegoNull.Instance,
        };
        foreach (var (list, values) in lists)
        {
            shape[list] = Der.List(values);
        }

        return shape.Build();
    }
}
