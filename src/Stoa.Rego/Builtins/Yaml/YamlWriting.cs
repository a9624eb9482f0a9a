using System.Runtime.CompilerServices;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Rego.Builtins;

/// <summary>Values as YAML in block style, which reads back as the same values.</summary>
internal sealed class YamlWriting
{
    private static readonly Comparer<string> Order = Comparer<string>.Create(NaturalOrder.Compare);

    private readonly BuiltinContext _context;
    private readonly Emitter _emitter;

    private YamlWriting(BuiltinContext context, Emitter emitter)
    {
        _context = context;
        _emitter = emitter;
    }

    public static string Of(BuiltinContext context, RegoValue value)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        new YamlWriting(context, emitter).Write(value, 1);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private void Write(RegoValue value, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _context.Step();
        _context.Produce(2L * depth);
        switch (value)
        {
            case RegoNull:
                Plain("null");
                break;
            case RegoBoolean boolean:
                Plain(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                Plain(number.Text);
                break;
            case RegoString text:
                Write(text.Value);
                break;
            case RegoArray array:
                WriteItems(array, array.Count, depth);
                break;
            case RegoSet set:
                WriteItems(set, set.Count, depth);
                break;
            case RegoObject members:
                WriteMembers(members, depth);
                break;
        }
    }

    private void WriteItems(IEnumerable<RegoValue> items, int count, int depth)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var item in items)
        {
            Write(item, depth + 1);
        }

        _emitter.Emit(new SequenceEnd());
    }

    private void WriteMembers(RegoObject members, int depth)
    {
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
        foreach (var (name, value) in members.Select(member => (Name: Name(member.Key), member.Value)).OrderBy(member => member.Name, Order))
        {
            Write(name);
            Write(value, depth + 1);
        }

        _emitter.Emit(new MappingEnd());
    }

    private string Name(RegoValue key) => key is RegoString name ? name.Value : GoJson.Of(_context, key);

    private void Write(string text)
    {
        _context.Produce(text.Length);
        var style = !YamlScalars.IsPrintable(text) ? ScalarStyle.DoubleQuoted
            : text.Contains('\n') ? ScalarStyle.Literal
            : YamlScalars.NeedsQuotes(text) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Plain;
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    private void Plain(string text)
    {
        _context.Produce(text.Length);
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
    }
}
