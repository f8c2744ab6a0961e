using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walks of a loss that its rows need: by their length, and by how they lie in memory.</summary>
internal sealed class LossWalksWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private const string Blocks = "BlockRows";
    private const string Long = "LongRows";

    private readonly int _length = plan.Spec.Options.Length;

    private bool HasExponentials => plan.Exponentials is not null;

    private bool HasShort => _length <= KernelPlan.BlockLength;

    private bool HasSeveral => _length is 0 or > KernelPlan.BlockLength;

    private bool HasBlocks => HasSeveral && (_length < KernelPlan.LongRow || !HasLong);

    private bool HasLong => HasSeveral && (_length is 0 or >= KernelPlan.LongRow) && plan.KeepsExponentials;

    public void Write()
    {
        new LossScalarsWriter(writer, plan, names).WriteShared();
        if (HasExponentials && HasSeveral)
        {
            writer.Line();
            new RowScalarsWriter(writer, plan, names).WriteRefer();
        }

        if (plan.ShortRowsInLanes)
        {
            LossLayout layout = new(names, sideBySide: false, inLanes: true);
            writer.Line();
            writer.Line("/// <summary>Short rows in the lanes of registers, transposed there and back: nothing across the lanes, and no tails but of the last rows.</summary>");
            LossRowsWriter rows = new(writer, plan, names, layout);
            LossLanesWriter lanes = new(writer, plan, names, rows);
            rows.Write(RowGroupWriter.Name + layout.Suffix, lanes.Declare, "Planes.Rows(TTarget.Width, columns, last - first)", lanes.Write);
        }

        WriteWalks(new LossLayout(names, sideBySide: false));
        if (names.SideBySide)
        {
            WriteWalks(new LossLayout(names, sideBySide: true));
        }
    }

    /// <summary>The walks of a layout, by the first condition that is true of the local <c>columns</c>; the last one has none.</summary>
    public IEnumerable<(string? Condition, string Name)> Of(LossLayout layout)
    {
        if (!HasExponentials)
        {
            return [(null, RowGroupWriter.Name + layout.Suffix)];
        }

        List<(string? Condition, string Name)> walks = [];
        if (plan.ShortRowsInLanes)
        {
            walks.Add(("TTarget.Width > 1 && last - first >= (nuint)TTarget.Width" + (_length == 0 ? " && columns <= LaneLength" : ""), RowGroupWriter.Name + InLanesPassWriter.Suffix));
        }

        if (HasShort)
        {
            walks.Add(("columns <= BlockLength", RowGroupWriter.Name + layout.Suffix));
        }

        if (HasBlocks && !layout.SideBySide)
        {
            walks.Add(("columns < LongRowLength", Blocks));
        }

        if (layout.SideBySide ? HasSeveral : HasLong)
        {
            walks.Add((null, Long + layout.Suffix));
        }

        walks[walks.Count - 1] = (null, walks[walks.Count - 1].Name);
        return walks;
    }

    private void WriteWalks(LossLayout layout)
    {
        LossRowsWriter rows = new(writer, plan, names, layout);
        string lie = layout.SideBySide ? ", side by side in the lanes of a register" : ", one after the other";
        if (!HasExponentials)
        {
            LossSumsWriter sums = new(writer, plan, names, layout);
            writer.Line();
            writer.Line($"/// <summary>Rows{lie}: pass after pass over a group of them, so that no row waits for itself.</summary>");
            rows.Write(RowGroupWriter.Name + layout.Suffix, () => sums.Declare(rows.Size), "nuint.Clamp(BlockLength / columns, 1, Group)", sums.Write);
            return;
        }

        if (HasShort)
        {
            writer.Line();
            writer.Line($"/// <summary>Rows of one block{lie}: pass after pass over a group of them, so that no row waits for itself.</summary>");
            string atOnce = plan.StraightLine ? "Group" : "nuint.Clamp(BlockLength / columns, 1, Group)";
            rows.Write(RowGroupWriter.Name + layout.Suffix, static () => { }, atOnce, new LossBlockWriter(writer, plan, names, layout).Write);
        }

        if (HasBlocks && !layout.SideBySide)
        {
            writer.Line();
            writer.Line("/// <summary>Rows of several blocks: their references lie on the stack until the gradient is known.</summary>");
            WriteBlocks(Blocks, rows, layout, plan.KeepsExponentials);
        }

        if (layout.SideBySide ? HasSeveral : HasLong)
        {
            writer.Line();
            writer.Line($"/// <summary>Rows of several blocks{lie}, whose exponentials are evaluated again instead of kept.</summary>");
            WriteBlocks(Long, rows, layout, keeps: false);
        }
    }

    private void WriteBlocks(string name, LossRowsWriter rows, LossLayout layout, bool keeps)
    {
        LossBlocksWriter blocks = new(writer, plan, names, layout, keeps);
        rows.Write(name + layout.Suffix, () => blocks.Declare(rows.Size), "1", blocks.Write);
    }
}
