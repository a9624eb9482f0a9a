using System.Text;
using System.Text.Json;
using Stoa.Rego.Evaluation;
using Stoa.Rego.Tests.Reference;

namespace Stoa.Rego.Tests.Values.Unread;

/// <summary>Values that are made on demand are those that are made at once: at any path, as a whole, and in what is refused.</summary>
public sealed class UnreadAgreementTests
{
    private const string Interesting = "{}[]\",:\\/ \n\tutfn01-+.eE\0\u007f";

    [Fact]
    public void Paths_OfRandomDocuments_LeadToTheSame()
    {
        var seed = FuzzRun.Seed();
        for (var i = 0; i < FuzzRun.Count(5_000); i++)
        {
            var random = new Random(unchecked(seed + i));
            var generator = new JsonGenerator(random);
            var json = generator.Next();
            var atOnce = JsonReading.Read(Encoding.UTF8.GetBytes(json));
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
            RegoValue[] read = [RegoJson.Parse(Encoding.UTF8.GetBytes(json)), RegoJson.Parse(json), RegoJson.From(document.RootElement)];
            for (var asked = random.Next(60); asked > 0; asked--)
            {
                RegoValue[] path = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => generator.Key())];
                Assert.All(read, value => Same(Lookup.Find(atOnce, path), Lookup.Find(value, path), $"seed {seed}, case {i}, {string.Join('/', (object[])path)} of {json}"));
            }

            Assert.All(read, value => Same(atOnce, value, $"seed {seed}, case {i}: {json}"));
        }
    }

    [Fact]
    public void Prefixes_OfRandomDocuments_AreRefusedAlike()
    {
        var seed = FuzzRun.Seed();
        for (var i = 0; i < FuzzRun.Count(5_000) / 10; i++)
        {
            var json = Encoding.UTF8.GetBytes(new JsonGenerator(new Random(unchecked(seed + i))).Next());
            for (var length = 0; length <= json.Length; length++)
            {
                SameReading(json[..length], seed, i);
            }
        }
    }

    [Fact]
    public void Mutations_OfRandomDocuments_AreRefusedAlike()
    {
        var seed = FuzzRun.Seed();
        for (var i = 0; i < FuzzRun.Count(5_000); i++)
        {
            var random = new Random(unchecked(seed + i));
            var json = Encoding.UTF8.GetBytes(new JsonGenerator(random).Next());
            for (var round = 0; round < 8; round++)
            {
                SameReading(Mutated(json, random), seed, i);
            }
        }
    }

    private static byte[] Mutated(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var unit = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)Interesting[random.Next(Interesting.Length)];
            var at = random.Next(bytes.Count + 1);
            switch (at == bytes.Count ? 0 : random.Next(3))
            {
                case 0: bytes.Insert(at, unit); break;
                case 1: bytes.RemoveAt(at); break;
                default: bytes[at] = unit; break;
            }
        }

        return [.. bytes];
    }

    private static void Same(RegoValue? expected, RegoValue? actual, string context)
    {
        Assert.True(Equals(expected, actual), context);
        if (expected is not null)
        {
            Assert.True(expected.GetHashCode() == actual!.GetHashCode() && expected.CompareTo(actual) == 0, context);
            Assert.True(expected.ToString() == actual.ToString() && expected.ToJson() == actual.ToJson(), context);
        }
    }

    private static void SameReading(byte[] json, int seed, int i)
    {
        var (atOnce, onDemand) = (Reading.AtOnce(json), Reading.OnDemand(json));
        Assert.True(atOnce == onDemand, $"seed {seed}, case {i}, {Convert.ToBase64String(json)}: {atOnce} is not {onDemand}");
    }
}
