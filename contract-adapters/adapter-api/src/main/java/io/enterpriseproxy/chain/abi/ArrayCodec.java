package io.enterpriseproxy.chain.abi;

import com.esaulpaugh.headlong.abi.TypeFactory;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * T[] and T[n].
 *
 * @param javaElement the class of the elements of headlong's array, which may be primitive
 */
record ArrayCodec(ValueCodec element, int length, Class<?> javaElement) implements ValueCodec {
    static final int ANY_LENGTH = -1;

    ArrayCodec(ValueCodec element, int length) {
        this(element, length, TypeFactory.create(element.encodedAs() + "[]").clazz().getComponentType());
    }

    @Override
    public String type() {
        return element.type() + brackets();
    }

    @Override
    public String encodedAs() {
        return element.encodedAs() + brackets();
    }

    @Override
    public boolean hashedWhenIndexed() {
        return true;
    }

    @Override
    public boolean dynamic() {
        return length == ANY_LENGTH || element.dynamic();
    }

    @Override
    public long words() {
        return length * element.words();
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        if (!(value instanceof List<?> items) || (length != ANY_LENGTH && items.size() != length)) {
            faults.add(place, value, type() + ": a list" + (length == ANY_LENGTH ? "" : " of " + length));
            return null;
        }
        Object array = Array.newInstance(javaElement, items.size());
        int index = 0;
        for (Object item : items) {
            Object read = element.read(item, place.element(index), faults);
            if (read != null) {
                Array.set(array, index, read);
            }
            index++;
        }
        return array;
    }

    @Override
    public Object show(Object decoded) {
        int size = Array.getLength(decoded);
        List<Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(element.show(Array.get(decoded, i)));
        }
        return items;
    }

    private String brackets() {
        return length == ANY_LENGTH ? "[]" : "[" + length + "]";
    }
}
